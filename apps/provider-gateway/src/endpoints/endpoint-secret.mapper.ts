import { randomBytes } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, decodeProtectedHeader } from 'jose';

/** A 256-bit key of SEALING_KEYS. */
export interface SecretKey {
  readonly kid: string;
  readonly secret: Uint8Array;
}

const SECRET_BYTES = 32;

/** A new signing secret as Standard Webhooks shows it: `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** The bytes to sign with. */
export function secretBytes(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/** Secret → compact JWE under the first key, bound to its endpoint: in another endpoint's row it does not open. */
export async function sealSecret(secret: string, endpointId: string, keys: readonly SecretKey[]): Promise<string> {
  const [key] = keys;
  if (!key) throw new Error('SEALING_KEYS is missing: webhook secrets cannot be stored');
  return new CompactEncrypt(Buffer.from(secret))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid, endpoint: endpointId })
    .encrypt(key.secret);
}

/** Compact JWE → secret, with whichever key its header names. */
export async function openSecret(sealed: string, endpointId: string, keys: readonly SecretKey[]): Promise<string> {
  const { kid, endpoint } = decodeProtectedHeader(sealed) as { kid?: string; endpoint?: string };
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key || endpoint !== endpointId)
    throw new Error(`The secret of endpoint ${endpointId} cannot be opened: its key is not among SEALING_KEYS`);
  const { plaintext } = await compactDecrypt(sealed, key.secret, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return Buffer.from(plaintext).toString();
}

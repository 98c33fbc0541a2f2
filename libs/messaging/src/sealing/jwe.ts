import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealingKey } from './sealing-keys';
import { SealedDataError } from './sealing.errors';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a compact JWE says of itself; all of it is authenticated. */
export type JweHeader = Readonly<Record<string, unknown>>;

/**
 * Compact JWE (RFC 7516), `dir` with A256GCM, the key's id in the header beside `more`. Written out here because this is
 * on the path of every referral, where jose's WebCrypto showed in profiles; a spec holds it against jose in both directions.
 */
export function encrypt(key: SealingKey, clear: string, more: JweHeader): string {
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: key.kid, ...more })).toString('base64url');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key.secret, iv).setAAD(Buffer.from(header, 'ascii'));
  const sealed = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
  return [header, '', ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** The header of a compact JWE of ours, not yet authenticated; throws `SealedDataError` when it is none. */
export function headerOf(jwe: unknown): JweHeader {
  const [header = '', direct, , , , ...more] = typeof jwe === 'string' ? jwe.split('.') : [];
  const read = parsed(header);
  if (read.alg !== 'dir' || read.enc !== 'A256GCM' || direct !== '' || more.length > 0) throw new SealedDataError();
  return read;
}

/** What was encrypted; throws `SealedDataError` when any part was touched or the key is another. */
export function decrypt(jwe: string, { secret }: SealingKey): string {
  const [header = '', , iv = '', text = '', tag = ''] = jwe.split('.');
  try {
    const decipher = createDecipheriv(CIPHER, secret, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(header, 'ascii')).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    throw new SealedDataError();
  }
}

function parsed(header: string): JweHeader {
  try {
    const read = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as unknown;
    if (typeof read === 'object' && read !== null) return read as JweHeader;
  } catch {
    // Told below, without the parser's words.
  }
  throw new SealedDataError();
}

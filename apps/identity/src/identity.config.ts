import type { JWK } from 'jose';
import { Setting } from '#libs/platform';

/** The keys of the hub's own issuer. */
export class IdentityConfig {
  @Setting({
    env: 'IDENTITY_KEYS',
    secret: true,
    parse: asSigningKeys,
    describe: 'JWK set with the private ES256 keys that sign tokens, the newest first; npm start makes one in the data folder',
  })
  readonly keys!: readonly JWK[];
}

function asSigningKeys(text: string): JWK[] {
  const keys = keysIn(text);
  if (keys.length === 0 || !keys.every(isSigningKey)) {
    throw new Error('must be a JWK set whose keys are private EC P-256 keys, each with a "kid"');
  }
  return keys.map((key) => ({ ...key, alg: 'ES256', use: 'sig' }));
}

function keysIn(text: string): JWK[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) ? (keys as JWK[]) : [];
  } catch {
    return [];
  }
}

function isSigningKey({ kty, crv, d, kid }: JWK): boolean {
  return kty === 'EC' && crv === 'P-256' && typeof d === 'string' && typeof kid === 'string';
}

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

  @Setting({
    env: 'HUB_ORGANISATION',
    optional: true,
    parse: asOrganisation,
    describe: 'Id (a UUID) and name of the organisation that runs the hub, registered while none is; the set-up link does the same',
  })
  readonly hubOrganisation?: { readonly id: string; readonly name: string };
}

function asSigningKeys(text: string): JWK[] {
  const keys = keysIn(text);
  if (keys.length === 0 || !keys.every(isSigningKey)) {
    throw new Error('must be a JWK set whose keys are private EC P-256 keys, each with a "kid"');
  }
  return keys.map((key) => ({ ...key, alg: 'ES256', use: 'sig' }));
}

function asOrganisation(text: string): { id: string; name: string } {
  const [, id, name] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}) (\S.{0,199})$/i.exec(text.trim()) ?? [];
  if (id === undefined || name === undefined) throw new Error('must be a UUID, a space and a name');
  return { id: id.toLowerCase(), name };
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

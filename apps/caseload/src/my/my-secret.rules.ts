import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key of the environment from which links and codes are made; the database alone is no use to anybody. */
export interface MyKey {
  readonly secret: Uint8Array;
}

/** What stands in the address of a person's own page: 256 bits that follow from the link's id and the key, so that they need not be stored. */
export function tokenOf(key: MyKey, linkId: string): string {
  return derived(key, `my-link ${linkId}`).toString('base64url');
}

/** The six digits of a one-time code, which follow from its id and the key. */
export function codeOf(key: MyKey, codeId: string): string {
  const number = derived(key, `my-code ${codeId}`).readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** What is stored of a token, and of the secret of a session. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The secret of a session, for its cookie. */
export function sessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Spaces and hyphens with which people write numbers are left out. */
export function isCode(given: string, expected: string): boolean {
  const [one, other] = [hashOf(given.replaceAll(/[\s-]/g, '')), hashOf(expected)];
  return timingSafeEqual(one, other);
}

function derived({ secret }: MyKey, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`caseload ${purpose}`).digest();
}

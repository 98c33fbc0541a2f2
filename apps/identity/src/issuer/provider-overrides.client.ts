import { timingSafeEqual } from 'node:crypto';
import type Provider from 'oidc-provider';
import { hashOf } from '../hash.rules';

/**
 * Whatever Host, X-Forwarded-Host, X-Forwarded-Proto or the first line of a request say: every address that the issuer prints, accepts or
 * sets a cookie for is under PUBLIC_URL. Koa makes each request from this prototype.
 */
export function answerAs({ request }: Provider, { protocol, host, hostname, origin }: URL): void {
  const always = (value: string) => ({ get: () => value });
  Object.defineProperties(request, {
    protocol: always(protocol.slice(0, -1)),
    host: always(host),
    hostname: always(hostname),
    href: always(`${origin}/`),
  });
}

/** In place of oidc-provider's own comparison: secrets stand here as hashes, and the one before a rotation may open too. */
export function compareHashes(this: { clientSecret?: string; previous_secret_hash?: string }, secret: string): boolean {
  const actual = Buffer.from(hashOf(secret));
  return [this.clientSecret, this.previous_secret_hash].some((hash) => {
    const expected = Buffer.from(hash ?? '');
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  });
}

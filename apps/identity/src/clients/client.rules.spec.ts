import { InvalidRequestError } from '#libs/contracts';
import { CLIENT_ID, isGrantableScope, isPublicKeySet, newSecret, overlapEnd, refuseReusedKeyIds } from './client.rules';

describe('what a client may be registered with', () => {
  const ec = { kty: 'EC', crv: 'P-384', kid: 'one', x: 'x', y: 'y' };
  const rsa = { kty: 'RSA', kid: 'one', n: 'n'.repeat(342), e: 'AQAB' };
  const set = (...keys: unknown[]) => ({ keys });

  it.each([
    ['an EC key', set(ec)],
    ['an EC key of P-256', set({ ...ec, crv: 'P-256' })],
    ['an RSA key of 2048 bits', set(rsa)],
    ['ten keys', set(...Array.from({ length: 10 }, () => ec))],
  ])('is %s', (_what, keys) => {
    expect(isPublicKeySet(keys)).toBe(true);
  });

  it.each([
    ['no set', null],
    ['no keys', set()],
    ['eleven keys', set(...Array.from({ length: 11 }, () => ec))],
    ['something that is no key beside one', set(ec, 'key')],
    ['nothing in place of a key', set(null)],
    ['a key without a kid', set({ ...ec, kid: '' })],
    ['a private key', set({ ...ec, d: 'secret' })],
    ['a curve that is not taken', set({ ...ec, crv: 'secp256k1' })],
    ['an EC key without a coordinate', set({ ...ec, y: undefined })],
    ['an RSA key that is too short', set({ ...rsa, n: 'n'.repeat(341) })],
    ['an RSA key without its exponent', set({ ...rsa, e: '' })],
    ['a shared secret', set({ kty: 'oct', kid: 'one', k: 'secret' })],
  ])('is not %s', (_what, keys) => {
    expect(isPublicKeySet(keys)).toBe(false);
  });

  it("are scopes of SMART with their letters in order, and the hub's own", () => {
    expect(['system/Task.rs', 'system/ServiceRequest.cruds', 'hub/caseload.read'].map(isGrantableScope)).toEqual([true, true, true]);
    expect(['system/Task.sr', 'system/Task.', 'user/Task.r', 'hub/caseload.admin', 'hub/nothing.read', 7].map(isGrantableScope)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  it('is an id of three to a hundred plain characters', () => {
    expect(['abc', 'gp-system.1', 'a'.repeat(100)].every((id) => CLIENT_ID.test(id))).toBe(true);
    expect(['ab', '-abc', 'a b c', 'a'.repeat(101)].some((id) => CLIENT_ID.test(id))).toBe(false);
  });

  it('is a secret of 256 bits, each another', () => {
    expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32);
    expect(newSecret()).not.toBe(newSecret());
  });
});

describe("changing a client's keys", () => {
  const NOW = new Date('2026-11-24T10:00:00Z');

  it('lets those of before open for a day, or as long as asked, 30 days at most', () => {
    expect(overlapEnd(undefined, NOW).toISOString()).toBe('2026-11-25T10:00:00.000Z');
    expect(overlapEnd('2026-12-24T10:00:00Z', NOW).toISOString()).toBe('2026-12-24T10:00:00.000Z');
    expect(() => overlapEnd('2026-12-24T10:00:00.001Z', NOW)).toThrow(InvalidRequestError);
  });

  it('refuses a new key under the kid of another, and takes the same key again', () => {
    const ec = { kty: 'EC', kid: 'one', x: 'x1' };
    const rsa = { kty: 'RSA', kid: 'two', n: 'n1' };
    expect(() => refuseReusedKeyIds([ec, rsa, { ...ec, kid: 'three', x: 'x2' }], [ec, rsa])).not.toThrow();
    expect(() => refuseReusedKeyIds([{ ...ec, x: 'x2' }], [ec])).toThrow(InvalidRequestError);
    expect(() => refuseReusedKeyIds([{ ...rsa, n: 'n2' }], [rsa])).toThrow(InvalidRequestError);
  });
});

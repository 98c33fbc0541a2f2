import { cookieFor, cookieOf, noCookie } from './my-cookie.rules';

describe("the cookie of the person's own page", () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['my=secret', 'secret'],
    ['other=1; my=secret; more=2', 'secret'],
    ['mine=1', undefined],
  ])('of %p is %p', (header, secret) => {
    expect(cookieOf(header)).toBe(secret);
  });

  it('is for this browser and this site alone, over https only where the hub is', () => {
    expect(cookieFor('secret', true)).toBe('my=secret; Path=/my; HttpOnly; SameSite=Strict; Secure');
    expect(cookieFor('secret', false)).toBe('my=secret; Path=/my; HttpOnly; SameSite=Strict');
  });

  it('is taken away by an empty one that is over at once', () => {
    expect(noCookie(true)).toBe('my=; Path=/my; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
  });
});

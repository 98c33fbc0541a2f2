import { codeOf, isCode, sessionSecret, tokenOf } from './my-secret.rules';

describe('links and codes to the own page', () => {
  const key = { secret: Buffer.alloc(32, 1) };
  const other = { secret: Buffer.alloc(32, 2) };

  it('follow from the id and the key: the same again, another for another id or key', () => {
    expect(tokenOf(key, 'one')).toBe(tokenOf(key, 'one'));
    expect(new Set([tokenOf(key, 'one'), tokenOf(key, 'two'), tokenOf(other, 'one')]).size).toBe(3);
    expect(Buffer.from(tokenOf(key, 'one'), 'base64url')).toHaveLength(32);
  });

  it('are the same from one version of the software to the next: a code that waits to be sent still opens the page', () => {
    expect(codeOf(key, 'one')).toBe('199738');
  });

  it('are codes of six digits, those with leading noughts too', () => {
    const codes = Array.from({ length: 300 }, (_, index) => codeOf(key, String(index)));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(295);
  });

  it('are taken with the spaces and hyphens with which people write numbers, and only when right', () => {
    expect([isCode('123456', '123456'), isCode(' 123-456 ', '123456'), isCode('123457', '123456'), isCode('', '123456')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('give sessions secrets of 256 bits, each another', () => {
    expect(Buffer.from(sessionSecret(), 'base64url')).toHaveLength(32);
    expect(sessionSecret()).not.toBe(sessionSecret());
  });
});

import { hashOfPassword, isAcceptablePassword, matchesPassword, NOBODYS_HASH } from './password.rules';

describe('passwords', () => {
  it('match their own hash only, which has another salt each time, also when many are hashed at once', async () => {
    const hashes = await Promise.all(['walk talk garden', 'walk talk garden', 'ﬁne 約束 words'].map(hashOfPassword));
    const [first = '', second = '', third = ''] = hashes;
    expect(first).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(await Promise.all([matchesPassword('walk talk garden', second), matchesPassword('fine 約束 words', third)])).toEqual([
      true,
      true,
    ]);
    expect(await Promise.all([matchesPassword('walk talk gardem', first), matchesPassword('walk talk garden', third)])).toEqual([
      false,
      false,
    ]);
    expect(await matchesPassword('', NOBODYS_HASH)).toBe(false);
  });

  it('are refused when too short, too long or the e-mail address itself', () => {
    expect(isAcceptablePassword('eleven char', 'a@b.example')).toBe(false);
    expect(isAcceptablePassword('x'.repeat(129), 'a@b.example')).toBe(false);
    expect(isAcceptablePassword('Ana.Lee@Example.org', 'ana.lee@example.org')).toBe(false);
    expect(isAcceptablePassword('twelve chars', 'a@b.example')).toBe(true);
  });
});

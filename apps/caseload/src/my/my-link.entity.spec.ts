import { MyLink } from './my-link.entity';
import { codeOf, isCode, tokenOf } from './my-secret.rules';

const NOW = new Date('2026-03-02T10:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const right = () => true;
const wrong = () => false;

function link(): MyLink {
  return MyLink.make({ id: 'l', caseId: 'c', tokenHash: Buffer.from(''), createdBy: 'w' }, NOW);
}

describe("a link to a person's own page", () => {
  it('works for ninety days and until it is revoked', () => {
    const made = link();
    expect([made.works(later(90 * 1440 - 1)), made.works(later(90 * 1440))]).toEqual([true, false]);
    made.revoke(NOW);
    expect(made.works(NOW)).toBe(false);
  });

  it('opens with the code of the last ten minutes, once', () => {
    const made = link();
    expect(made.open(right, NOW)).toBe('wrong');
    made.newCode('one', NOW);
    expect(made.open(right, later(10))).toBe('wrong');
    made.newCode('two', later(10));
    expect(made.open((codeId) => codeId === 'two', later(11))).toBe('opened');
    expect(made.open(right, later(11))).toBe('wrong');
  });

  it('locks with the fifth wrong code, for the right one too and for new ones; opening counts anew', () => {
    const made = link();
    made.newCode('one', NOW);
    for (let tries = 0; tries < 4; tries++) expect(made.open(wrong, NOW)).toBe('wrong');
    expect(made.open(right, NOW)).toBe('opened');
    made.newCode('two', NOW);
    for (let tries = 0; tries < 4; tries++) made.open(wrong, NOW);
    expect(made.open(wrong, NOW)).toBe('locked');
    expect([made.open(right, NOW), made.newCode('three', later(120))]).toEqual(['wrong', false]);
  });

  it('has three codes an hour', () => {
    const made = link();
    expect([0, 1, 2, 3].map((minutes) => made.newCode('code', later(minutes)))).toEqual([true, true, true, false]);
    expect(made.newCode('code', later(60))).toBe(true);
  });

  it('has a token and codes that follow from its key, and nothing without it', () => {
    const [one, other] = [{ secret: Buffer.alloc(32, 1) }, { secret: Buffer.alloc(32, 2) }];
    expect(tokenOf(one, 'l')).toMatch(/^[\w-]{43}$/);
    expect(tokenOf(one, 'l')).not.toBe(tokenOf(other, 'l'));
    expect(codeOf(one, 'c')).toMatch(/^\d{6}$/);
    expect([isCode(' 042 917', '042917'), isCode('042-918', '042917'), isCode('', '042917')]).toEqual([true, false, false]);
  });
});

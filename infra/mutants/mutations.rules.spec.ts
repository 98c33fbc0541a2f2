import { mutated, mutationsOf } from './mutations.rules';

describe('mutationsOf', () => {
  const results = (source: string) => mutationsOf(source).map((mutation) => [mutation.kind, mutated(source, mutation)]);

  it('turns a comparison round, shifts its boundary and its number', () => {
    expect(results('const isAdult = age >= 18;')).toEqual([
      ['comparison', 'const isAdult = age < 18;'],
      ['boundary', 'const isAdult = age > 18;'],
      ['boundary', 'const isAdult = age >= 18 + 1;'],
    ]);
  });

  it('drops each half of a condition, and the whole of one', () => {
    expect(results('if (isOpen && isLate) alert = true;').map(([, text]) => text)).toEqual([
      'if (false) alert = true;',
      'if (true) alert = true;',
      'if (isOpen) alert = true;',
      'if (isLate) alert = true;',
      'if (isOpen && isLate) alert = false;',
    ]);
  });

  it('drops a call whose answer nobody takes, and the filter of a list', () => {
    expect(results('assertReaches(by, it);')).toEqual([['dropped call', ';']]);
    expect(results('const due = actions.filter(isDue);')).toEqual([['dropped call', 'const due = actions;']]);
  });

  it('makes each condition of a query hold always, so that its parameter is still used, and shifts its boundaries', () => {
    const source =
      'const LIST = `SELECT id FROM "case" WHERE organisation_id = $1 AND (closed_at IS NULL OR closed_at > $2) AND at < $3 ORDER BY at`;';
    expect(results(source).map(([, text]) => text?.slice(39, -14))).toEqual(
      [
        '(organisation_id = $1 OR true) AND (closed_at IS NULL OR closed_at > $2) AND at < $3',
        'organisation_id = $1 AND ((closed_at IS NULL OR closed_at > $2) OR true) AND at < $3',
        'organisation_id = $1 AND (closed_at IS NULL OR closed_at >= $2) AND at < $3',
        'organisation_id = $1 AND (closed_at IS NULL OR closed_at > $2) AND (at < $3 OR true)',
        'organisation_id = $1 AND (closed_at IS NULL OR closed_at > $2) AND at <= $3',
      ].map((text) => expect.stringContaining(text) as string),
    );
  });

  it('names each by where it stands and what it does, and a second of the same name by its number', () => {
    const source = 'function isSame(a: Pair, b: Pair): boolean {\n  return a.x === b.x && a.y === b.y;\n}';
    expect(mutationsOf(source).map(({ name }) => name)).toEqual([
      'isSame: dropped condition: a.x === b.x && a.y === b.y → a.x === b.x in return a.x === b.x && a.y === b.y;',
      'isSame: dropped condition: a.x === b.x && a.y === b.y → a.y === b.y in return a.x === b.x && a.y === b.y;',
      'isSame: comparison: === → !== in return a.x === b.x && a.y === b.y;',
      'isSame: comparison: === → !== in return a.x === b.x && a.y === b.y; (2)',
    ]);
  });

  it('leaves types, imports and decorators alone', () => {
    expect(results("import x from 'y';\ntype T = 1 | true;\nclass C {\n  @Column({ nullable: true })\n  a!: string;\n}")).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';
import { grownSince } from './history';
import { closedNow, matrixOf, problemsOf, textOf } from './matrix';
import { OPEN_FILE, ROWS_FILE, openOf, readLists, withoutRows } from './requirement-rows';
import { namingTests, namingTestsIn } from './test-titles';

// Ids are put together here, so that this spec names no row itself.
const [one, two, none] = ['CL-' + '01', 'CL-' + '02', 'CL-' + '99'];

describe('the requirements of this repository', () => {
  const { rows, open } = readLists(ROOT);

  it('are each named by a test or stand open, and no title names a row that does not exist', () => {
    expect(problemsOf(rows, open, namingTests(ROOT))).toEqual([]);
  });

  it('stand open in a list that only shrinks, or says what of a row is not proven after all', () => {
    expect(grownSince(ROOT, open)).toEqual([]);
  });

  it('are 119 rows', () => {
    expect(rows.length).toBe(119);
  });
});

describe('the matrix of requirements', () => {
  const rows = [one, two].map((id) => ({ id, meaning: 'something' }));
  const test = (...ids: string[]) => ({ file: 'a.spec.ts', title: 'a title', ids });

  it('is in order when each row has a test or stands open, also when tests show a part of it', () => {
    expect(problemsOf(rows, [{ id: two }], [test(one)])).toEqual([]);
    expect(problemsOf(rows, [{ id: two, missing: 'the other half' }], [test(one, two)])).toEqual([]);
    expect(problemsOf(rows, [{ id: two, missing: 'the other half' }], [test(one)])).toEqual([]);
  });

  it.each([
    ['a row has no test and is not open', [], [test(one)], `${two} has no test`],
    ['a row has a test and is still open', [two], [test(one, two)], `${two} has a test and still stands open`],
    ['a title names no row', [two], [test(one, none)], `${none} is no row`],
    ['the open list names no row', [two, none], [test(one)], `${none} stands open and is no row`],
    ['the open list names a row twice', [two, two], [test(one)], `${two} stands twice`],
  ])('says so when %s', (_what, ids, tests, problem) => {
    const open = ids.map((id) => ({ id }));
    expect(problemsOf(rows, open, tests)).toEqual([expect.stringContaining(problem)]);
  });

  it('prints each row with its tests, and how many stand open', () => {
    const lines = textOf(matrixOf(rows, [{ id: two }], [test(one)])).split('\n');
    expect(lines).toEqual([
      `${one}   something`,
      '          a.spec.ts: a title',
      `${two}   something (open)`,
      '',
      '2 rows: 1 named by a test, 1 open, 0 of them in part.',
    ]);
    const inPart = textOf(matrixOf(rows, [{ id: one, missing: 'the other half' }], [test(one)])).split('\n');
    expect([inPart[0], inPart.at(-1)]).toEqual([
      `${one}   something (open: the other half)`,
      '2 rows: 1 named by a test, 1 open, 1 of them in part.',
    ]);
  });

  it('reads what of a row is not proven from its line', () => {
    expect(openOf(`# said: by people\n${one}\n ${two}: the time: to the minute \n`)).toEqual([
      { id: one },
      { id: two, missing: 'the time: to the minute' },
    ]);
  });

  it('closes the rows that have a test now, and keeps what else stands in the list', () => {
    expect(closedNow(matrixOf(rows, [{ id: one }, { id: two }], [test(one)]))).toEqual([one]);
    expect(closedNow(matrixOf(rows, [{ id: one, missing: 'the other half' }], [test(one)]))).toEqual([]);
    expect(withoutRows(`# said\n${one}\n${two}\n`, new Set([one]))).toBe(`# said\n${two}\n`);
  });
});

describe('the titles of tests', () => {
  const idsOf = (source: string) => namingTestsIn('a.spec.ts', source).map(({ title, ids }) => [title, ...ids]);

  it('name rows in the test, around it, and in the table of its each', () => {
    expect(idsOf(`describe('plans (${one})', () => { it('hold (${two})', () => {}); it('last', () => {}); });`)).toEqual([
      [`plans (${one}) › hold (${two})`, one, two],
      [`plans (${one}) › last`, one],
    ]);
    expect(idsOf(`it.each([['is late (${one})', 1]])('%s', () => {});`)).toEqual([['%s', one]]);
    expect(idsOf(`describeWithKafka('over a broker', () => { it(\`keeps \${what} (${two})\`, async () => {}); });`)).toEqual([
      [`over a broker › keeps … (${two})`, two],
    ]);
  });

  it('do not name a row of which they show a part only', () => {
    expect(idsOf(`it('audits a read (part of ${one}, ${two})', () => {});`)).toEqual([[`audits a read (part of ${one}, ${two})`, two]]);
  });

  it('count only when the test runs: not skipped, not to do, not in a comment or a body', () => {
    expect(idsOf(`it.skip('${one}', () => {}); describe.skip('x', () => { it('${one}', () => {}); }); it.todo('${one}');`)).toEqual([]);
    expect(idsOf(`// it('${one}', () => {})\nit('x', () => { expect('${one}'); });`)).toEqual([]);
  });
});

describe('the history of the open list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-rows-'));
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
  const commit = (rows: string[], open: string[]) => {
    writeFileSync(join(folder, ROWS_FILE), rows.map((id) => `- ${id}: something\n`).join(''));
    writeFileSync(join(folder, OPEN_FILE), open.map((id) => `${id}\n`).join(''));
    git('add', '.');
    git('commit', '--quiet', '--message', 'x');
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('lets rows be closed and new rows begin open, and tells of one that comes back without a reason, also commits later', () => {
    const grown = (...lines: string[]) => grownSince(folder, openOf(lines.join('\n')));
    mkdirSync(join(folder, 'docs'));
    expect(grown(one)).toEqual([]);
    git('init', '--quiet');
    commit([one, two], [one, two]);
    commit([one, two], [two]);
    expect(grown(two, none)).toEqual([]);
    expect(grown(one, two)).toEqual([one]);
    expect(grown(`${one}: the other half`, two)).toEqual([]);
    expect(grown(`${one}:`, two)).toEqual([one]);
    commit([one, two], [one, two]);
    commit([one, two, none], [one, two, none]);
    expect(grown(one, two, none)).toEqual([one]);
  });
});

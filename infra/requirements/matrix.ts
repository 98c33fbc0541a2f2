import type { OpenRow, Row } from './requirement-rows';
import type { NamingTest } from './test-titles';

/** A row with the tests that name it. */
export interface MatrixLine extends Row {
  readonly tests: readonly NamingTest[];
  readonly isOpen: boolean;
  /** What of it is not proven, although tests name it. */
  readonly missing?: string;
}

/** Each row with its tests, in the order of the rows. */
export function matrixOf(rows: readonly Row[], open: readonly OpenRow[], tests: readonly NamingTest[]): MatrixLine[] {
  return rows.map((row) => {
    const stands = open.find(({ id }) => id === row.id);
    const missing = stands?.missing === undefined ? {} : { missing: stands.missing };
    return { ...row, tests: tests.filter(({ ids }) => ids.includes(row.id)), isOpen: stands !== undefined, ...missing };
  });
}

/** What does not fit together, one sentence each; nothing when all is in order. */
export function problemsOf(rows: readonly Row[], open: readonly OpenRow[], tests: readonly NamingTest[]): string[] {
  const known = new Set(rows.map(({ id }) => id));
  const matrix = matrixOf(rows, open, tests);
  return [
    ...repeated(rows.map(({ id }) => id)).map((id) => `${id} stands twice among the rows`),
    ...repeated(open.map(({ id }) => id)).map((id) => `${id} stands twice in the open list`),
    ...open.filter(({ id }) => !known.has(id)).map(({ id }) => `${id} stands open and is no row`),
    ...tests.flatMap(({ ids, file, title }) =>
      ids.filter((id) => !known.has(id)).map((id) => `${id} is no row, and a title names it: ${file}: ${title}`),
    ),
    ...matrix.filter((line) => line.tests.length === 0 && !line.isOpen).map(({ id }) => `${id} has no test and does not stand open`),
    ...closedNow(matrix).map((id) => `${id} has a test and still stands open: npm run requirements -- --close`),
  ];
}

/** Rows that stand open although a test names them and nothing is said to be missing. */
export function closedNow(matrix: readonly MatrixLine[]): string[] {
  return matrix.filter(({ tests, isOpen, missing }) => tests.length > 0 && isOpen && missing === undefined).map(({ id }) => id);
}

/** The matrix as text: a row, and below it the tests that name it. */
export function textOf(matrix: readonly MatrixLine[]): string {
  const lines = matrix.flatMap(({ id, meaning, tests, isOpen, missing }) => [
    `${id.padEnd(8)}${meaning}${missing !== undefined ? ` (open: ${missing})` : isOpen ? ' (open)' : ''}`,
    ...tests.map(({ file, title }) => `          ${file}: ${title}`),
  ]);
  const tested = matrix.filter(({ tests }) => tests.length > 0).length;
  const open = matrix.filter(({ isOpen }) => isOpen).length;
  const inPart = matrix.filter(({ missing }) => missing !== undefined).length;
  const counts = `${String(matrix.length)} rows: ${String(tested)} named by a test, ${String(open)} open, ${String(inPart)} of them in part.`;
  return [...lines, '', counts].join('\n');
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

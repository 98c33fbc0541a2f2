import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every row there is, and the rows that are not proven yet, or not in whole; paths within the repository. */
export const ROWS_FILE = 'docs/requirements.md';
export const OPEN_FILE = 'docs/requirements-open.txt';

/**
 * What a row of the requirements is called, wherever it stands in a text. "part of GV-02" in a title says that the test shows some of the row
 * and that its acceptance check is still to come: such a title does not name it.
 */
const ID = /(?<!part of )\b(?:(?:CL|OC|RF|DR|FN|ID|GV)-\d{2}[a-z]?|SMART-\d)\b/g;

/** A requirement: its id and, in one line, what it asks for. */
export interface Row {
  readonly id: string;
  readonly meaning: string;
}

/** The ids that a text names, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(ID))];
}

/** The rows of the list: lines of the form `- CL-01: what it asks for`. */
export function rowsOf(list: string): Row[] {
  return [...list.matchAll(/^- ([A-Z]+-\d+[a-z]?): (.+)$/gm)].map(([, id = '', meaning = '']) => ({ id, meaning }));
}

/** A row that stands open: no test names it, or it is proven but for what is `missing`. */
export interface OpenRow {
  readonly id: string;
  /** Which part of its acceptance no test shows, where others are shown. */
  readonly missing?: string;
}

/** The rows that stand open: one a line, `CL-01` or `CL-01: what is not proven`; lines that begin with `#` are for people. */
export function openOf(list: string): OpenRow[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(openRowOf);
}

/** The open list without those rows, where no part of them is said to be missing; everything else of it stays as it is. */
export function withoutRows(list: string, ids: ReadonlySet<string>): string {
  return list
    .split('\n')
    .filter((line) => !ids.has(line.trim()))
    .join('\n');
}

function openRowOf(line: string): OpenRow {
  const [id = '', missing] = line.split(/:\s*(.*)/s);
  return missing ? { id, missing } : { id };
}

export function readLists(root: string): { rows: Row[]; open: OpenRow[] } {
  return { rows: rowsOf(readFileSync(join(root, ROWS_FILE), 'utf8')), open: openOf(readFileSync(join(root, OPEN_FILE), 'utf8')) };
}

/** Takes rows out of the open list. */
export function close(root: string, ids: readonly string[]): void {
  const file = join(root, OPEN_FILE);
  writeFileSync(file, withoutRows(readFileSync(file, 'utf8'), new Set(ids)));
}

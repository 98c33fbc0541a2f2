import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../launcher/root';
import type { CaseloadWorld, Sent } from './caseload-world';

/** Tables that grow with the cases: a hot query that reads one from end to end is a mistake. */
const LARGE = ['case', 'connection', 'connection_status', 'contact', 'action', 'alert', 'audit_entry', 'timer'];
const SEQUENTIAL = /Seq Scan on "?(\w+)"?/g;

/** Writes how PostgreSQL carries out what the work asks, to `infra/bench/plans/<name>.txt`; the large tables it reads whole. */
export async function writePlan({ dataSource, sentBy }: CaseloadWorld, name: string, work: () => Promise<unknown>): Promise<string[]> {
  const asked = (await sentBy(work)).filter(({ sql }) => /^\s*(?:SELECT|WITH)\b/.test(sql) && !/\bINSERT\b/.test(sql));
  const plans: string[] = [];
  for (const { sql, parameters } of asked) plans.push(`${tidy(sql)}\n\n${await planOf(dataSource, { sql, parameters })}\n`);
  const text = plans.join('\n');
  const folder = join(ROOT, 'infra/bench/plans');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.txt`), text);
  const read = [...text.matchAll(SEQUENTIAL)].map(([, table = '']) => table);
  return LARGE.filter((table) => read.includes(table));
}

async function planOf(dataSource: CaseloadWorld['dataSource'], { sql, parameters }: Sent): Promise<string> {
  const rows = await dataSource.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN (COSTS OFF) ${sql}`, [...parameters]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

function tidy(sql: string): string {
  return sql
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

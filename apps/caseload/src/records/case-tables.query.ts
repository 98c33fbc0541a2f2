import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';

/** A table whose rows belong to a case, and how to find those of the cases `$1`. */
export interface CaseTable {
  readonly table: string;
  readonly where: string;
}

interface Reference {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  readonly parentColumn: string;
}

const OWN = `
  SELECT DISTINCT c.relname AS "table" FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'case_id' AND NOT a.attisdropped`;
const REFERENCES = `
  SELECT c.relname AS "table", a.attname AS "column", p.relname AS parent, b.attname AS "parentColumn"
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
    JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
  WHERE f.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`;

/**
 * The tables of this schema that hold something of a case, what hangs on others first and the case itself last: those with a `case_id`, and
 * those that refer to one of them. The catalogue says so, not a list: a table that is added later belongs to its case by its columns.
 */
@Injectable()
export class CaseTablesQuery {
  constructor(private readonly transaction: Transaction) {}

  async list(): Promise<readonly CaseTable[]> {
    const own = await this.transaction.read<{ table: string }>(OWN);
    const references = await this.transaction.read<Reference>(REFERENCES);
    const found = new Map([['case', 'id = ANY ($1)'], ...own.map(({ table }): [string, string] => [table, 'case_id = ANY ($1)'])]);
    for (let before = 0; before < found.size;) {
      before = found.size;
      for (const { table, column, parent, parentColumn } of references) {
        const whose = found.get(parent);
        if (whose === undefined || found.has(table)) continue;
        found.set(table, `"${column}" IN (SELECT "${parentColumn}" FROM "${parent}" WHERE ${whose})`);
      }
    }
    return childrenFirst(found, references);
  }
}

function childrenFirst(found: ReadonlyMap<string, string>, references: readonly Reference[]): CaseTable[] {
  const placed = new Map<string, CaseTable>();
  const place = (table: string, above: readonly string[]): void => {
    const where = found.get(table);
    if (where === undefined || placed.has(table) || above.includes(table)) return;
    for (const { table: child, parent } of references) if (parent === table) place(child, [...above, table]);
    placed.set(table, { table, where });
  };
  place('case', []);
  for (const table of found.keys()) place(table, []);
  return [...placed.values()].sort((a, b) => Number(a.table === 'case') - Number(b.table === 'case'));
}

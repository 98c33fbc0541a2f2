import { DatabaseClient } from '#libs/platform';

/** Where a text was found: `caseload.case`. */
type Places = readonly string[];

/** All that the services, the bus and the keyring store, table by table, each row as text: bytes as the text they hold. */
async function everyRow(databases: Readonly<Record<string, string | undefined>>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const url of Object.values(databases)) {
    if (url === undefined || !url.startsWith('postgres')) continue;
    const client = new DatabaseClient(url);
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string; schema: string }>(
        `SELECT table_name AS name, table_schema AS schema FROM information_schema.tables
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
      );
      for (const { name, schema } of tables) {
        const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${schema}"."${name}"`);
        const rowsAsText = rows.map((row) => Object.values(row).map(textOf).join('\n')).join('\n');
        found.set(`${schema}.${name}`, rowsAsText);
      }
    } finally {
      await client.end();
    }
  }
  return found;
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** In which tables each of the texts stands. */
export async function placesOf(
  texts: readonly string[],
  databases: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, Places>> {
  const rows = await everyRow(databases);
  const places = (text: string) => [...rows].filter(([, stored]) => stored.includes(text)).map(([table]) => table);
  return Object.fromEntries(texts.map((text) => [text, places(text)]));
}

import { DatabaseClient } from '#libs/platform';

/** What reading leaves behind (a report is released when it is first read), and what works in the background: none of it is a caller's act. */
const PASSING = /^(audit_entry|idempotency_key|delivery_attempt|call_count|release|outbox.*|inbox.*|timer|invariant_run|oidc_payload)$/;

/** For every table of every service: how many rows, and a hash of them. */
export async function everyRow(databases: Readonly<Record<string, string | undefined>>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [setting, url] of Object.entries(databases)) {
    if (url === undefined || /^(BUS|KEYRING|KAFKA)/.test(setting)) continue;
    const client = new DatabaseClient({ connectionString: url });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
      );
      for (const { name } of tables.filter((table) => !PASSING.test(table.name))) {
        const { rows } = await client.query<{ state: string }>(
          `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS state FROM "${name}" t`,
        );
        found[`${setting} ${name}`] = rows[0]?.state ?? '';
      }
    } finally {
      await client.end();
    }
  }
  return found;
}

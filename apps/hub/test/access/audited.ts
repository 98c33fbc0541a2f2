import { SERVICES } from '#libs/contracts';
import { DatabaseClient } from '#libs/platform';

/** What a query of the column `found` answers in the audit trail of each service. */
export async function auditedIn(databases: Readonly<Record<string, string | undefined>>, sql: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const service of SERVICES) {
    const client = new DatabaseClient({ connectionString: databases[`${service.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`] });
    await client.connect();
    try {
      found[service] = (await client.query<{ found: string }>(sql)).rows.map((row) => row.found);
    } finally {
      await client.end();
    }
  }
  return found;
}

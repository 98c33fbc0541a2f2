import { randomBytes } from 'node:crypto';
import type { Role } from '#libs/contracts';
import { DatabaseClient, start } from '#libs/platform';
import { migratedDatabase, publish, testIssuer, type TestBusOptions, UNLIMITED } from '#libs/testing';
import { pipelineMonitor } from '../../src/index';

const SEALING_KEYS = JSON.stringify({ keys: [{ kty: 'oct', kid: 'test', k: randomBytes(32).toString('base64url') }] });

/** The service on a database and bus of its own, and what a test does to it. It is given no sealing keys. */
export async function monitorWorld() {
  const database = await migratedDatabase([pipelineMonitor]);
  const url = database.urls['pipeline-monitor'] ?? '';
  const busUrl = database.urls.bus ?? '';
  const issuer = await testIssuer();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...UNLIMITED,
    BUS_POLL_MS: '50',
    PUBLIC_URL: issuer.url,
    PIPELINE_MONITOR_DATABASE_URL: url,
    BUS_DATABASE_URL: busUrl,
  };
  const process = await start([pipelineMonitor], env);

  const query = async <Row extends object>(sql: string): Promise<Row[]> => {
    const client = new DatabaseClient(url);
    await client.connect();
    const { rows } = await client.query<Row>(sql);
    await client.end();
    return rows;
  };

  return {
    query,
    person: (organisation: string, ...roles: Role[]) => issuer.token({ kind: 'person', organisation, roles }),
    system: (organisation: string, ...scopes: string[]) => issuer.token({ kind: 'system', clientId: 'watcher', organisation, scopes }),

    get: async (token: string, path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
      const answer = await fetch(`${process.url}/api/pipeline-monitor${path}`, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },

    /** As the producing service would have it on the bus: personal data sealed. */
    publish: (event: object, options: TestBusOptions = {}) => publish(busUrl, event, { sealingKeys: SEALING_KEYS, ...options }),

    /** Every column of every table of the service's schema, as text. */
    everything: async (): Promise<string> => {
      const tables = await query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'pipeline_monitor'`);
      const texts = await Promise.all(tables.map(({ name }) => query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`)));
      return texts
        .flat()
        .map(({ row }) => row)
        .join('\n');
    },

    close: async (): Promise<void> => {
      await process.close();
      await issuer.close();
      await database.close();
    },
  };
}

export type MonitorWorld = Awaited<ReturnType<typeof monitorWorld>>;

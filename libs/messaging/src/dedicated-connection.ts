import type { QueryResultRow } from 'pg';
import { CONNECT_WITHIN_MS, DatabaseClient, sessionOptions } from '#libs/platform';

/** How to reach one schema with a connection of one's own, outside of any pool. */
export interface ConnectionAddress {
  readonly url: string;
  readonly schema: string;
  readonly name: string;
}

/**
 * One PostgreSQL connection that is kept: advisory locks and LISTEN live and die with it. The server gives a silent
 * client up after four seconds, so that a machine that vanished does not hold its locks.
 */
export class DedicatedConnection {
  private constructor(private readonly client: DatabaseClient) {}

  static async open({ url, schema, name }: ConnectionAddress, ended: () => void): Promise<DedicatedConnection> {
    const client = new DatabaseClient({
      connectionString: url,
      application_name: name,
      options: `${sessionOptions(schema, 'background')} -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2 -c tcp_user_timeout=4000`,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      pipeline: true,
    });
    client.on('error', ended);
    client.on('end', ended);
    await client.connect();
    return new DedicatedConnection(client);
  }

  /** `name` keeps the statement prepared on this connection. */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    const { rows } = await this.client.query<Row>({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    return rows;
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<void> {
    this.client.on('notification', (notice) => {
      if (notice.channel === channel) heard(notice.payload ?? '');
    });
    await this.client.query(`LISTEN ${this.client.escapeIdentifier(channel)}`);
  }

  async close(): Promise<void> {
    this.client.removeAllListeners('end');
    await this.client.end().catch(() => undefined);
  }
}

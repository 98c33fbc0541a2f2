import { Logger } from '@nestjs/common';
import { BackgroundLoop, databaseFailure } from '#libs/platform';
import { RecordRefusedError, type Bus } from '../bus';
import { DedicatedConnection, type ConnectionAddress } from '../dedicated-connection';
import { OutboxTable, type OutboxRow } from './outbox-table';

/** Notices that there is something in the outbox go by this name. */
export const outboxChannel = (schema: string): string => `outbox_${schema}`;

const CANDIDATE_MS = 1000;

/**
 * Carries the outbox to the bus. One relay per service leads, by an advisory lock; lock, reading and deleting use the
 * same connection, so a relay that lost its lock can neither read nor delete. It reads what exists in the order of its
 * positions, awaits one append at a time, and deletes afterwards: a crash between the two doubles, nothing is lost.
 */
export class OutboxRelay {
  private readonly logger: Logger;
  private readonly loop: BackgroundLoop;
  private connection: DedicatedConnection | undefined;
  private table: OutboxTable | undefined;
  /** Of what was sent last; nothing more is sent before it has succeeded. */
  private removing: Promise<void> = Promise.resolve();
  private failures = 0;
  private failure: string | undefined;

  constructor(
    private readonly address: ConnectionAddress,
    private readonly bus: Bus,
    private readonly batch: number,
    pollMs: number,
  ) {
    this.logger = new Logger(`relay ${address.schema}`);
    this.loop = new BackgroundLoop(`relay ${address.schema}`, Math.min(pollMs, CANDIDATE_MS), () => this.round());
  }

  /** Whether this process is the one that sends. */
  get leads(): boolean {
    return this.table !== undefined;
  }

  /** Why nothing can be sent just now. */
  get trouble(): string | undefined {
    return this.failure;
  }

  start(): void {
    this.loop.start();
  }

  /** While the bus refuses, only time helps. */
  wake(): void {
    if (this.failures === 0) this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.forget();
  }

  private async round(): Promise<boolean> {
    try {
      const table = this.table ?? (await this.candidate());
      if (!table) return false;
      // Together: the connection does one after the other, and answers both at once.
      const [rows] = await Promise.all([table.first(this.batch), this.removing]);
      await this.send(table, rows);
      if (this.failures > 0) this.logger.log('the bus accepts events again');
      this.failures = 0;
      this.failure = undefined;
      return rows.length > 0;
    } catch (error) {
      this.removing = Promise.resolve();
      this.failure = error instanceof Error ? error.message : String(error);
      // The loop tells of it, once for the whole process.
      if (databaseFailure(error) !== undefined) throw error;
      if (this.failures === 0) this.logger.warn(`events wait in the outbox: ${this.failure}`);
      this.failures += 1;
      return false;
    }
  }

  private async candidate(): Promise<OutboxTable | undefined> {
    const connection = (this.connection ??= await DedicatedConnection.open(this.address, () => void this.forget()));
    const [lock] = await connection.query<{ held: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('outbox relay'), hashtext($1)) AS held`,
      [this.address.schema],
    );
    if (!lock?.held) return undefined;
    await connection.listen(outboxChannel(this.address.schema), () => this.wake());
    this.table = await OutboxTable.on(connection);
    return this.table;
  }

  private async send(table: OutboxTable, rows: readonly OutboxRow[]): Promise<void> {
    const topics = new Map<string, OutboxRow[]>();
    for (const row of rows) {
      const ofTopic = topics.get(row.topic);
      if (ofTopic) ofTopic.push(row);
      else topics.set(row.topic, [row]);
    }
    for (const [topic, ofTopic] of topics) {
      try {
        await this.removing;
        await this.bus.append(
          topic,
          ofTopic.map(({ record }) => record),
        );
        this.removing = table.remove(ofTopic);
        // Awaited before anything more is sent; a stop may come first.
        this.removing.catch(() => undefined);
      } catch (error) {
        if (!(error instanceof RecordRefusedError)) throw error;
        await this.sendSingly(table, topic, ofTopic);
      }
    }
  }

  // One of them is refused for good: it and its subject are set aside, the others go on.
  private async sendSingly(table: OutboxTable, topic: string, rows: readonly OutboxRow[]): Promise<void> {
    const aside = new Set<string>();
    for (const row of rows) {
      try {
        if (aside.has(row.record.key)) continue;
        await this.bus.append(topic, [row.record]);
        await table.remove([row]);
      } catch (error) {
        if (!(error instanceof RecordRefusedError)) throw error;
        aside.add(row.record.key);
        await table.setAside(row, error.message);
        this.logger.error(`position ${row.position} of ${topic} is refused by the bus and set aside with its subject: ${error.message}`);
      }
    }
  }

  // The connection is gone and with it the lock: begin as a candidate.
  private async forget(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    this.table = undefined;
    await connection?.close();
  }
}

import { Logger } from '@nestjs/common';
import { BackgroundLoop } from '../background-loop';
import { schemaOf } from '../database/database-definition';
import type { Transaction } from '../database/transaction';

/** Acts of so long are sealed together. */
const GATHERED_MS = 1000;
/** For what another process wrote and did not live to seal. */
const IDLE_MS = 60_000;
const AT_ONCE = 5000;
/** How often the log keeps where the chain ends, so that it can be held against the database. */
const HEAD_EVERY_MS = 3_600_000;

/**
 * Moves one service's new audit entries into its chain, in the order of their ids. Any number of instances may do it: PostgreSQL lets one
 * at a time.
 */
export class AuditSealer {
  private readonly logger = new Logger('audit');
  private readonly loop: BackgroundLoop;
  private readonly trail: string;
  private due: NodeJS.Timeout | undefined;
  private headAt = -Infinity;

  constructor(
    readonly service: string,
    private readonly transaction: Transaction,
  ) {
    this.trail = `${schemaOf({ name: service })}_audit`;
    this.loop = new BackgroundLoop(`audit of ${service}`, IDLE_MS, () => this.seal());
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.due);
    await this.loop.stop();
  }

  /** Something was written and has been committed. */
  soon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.loop.wake();
    }, GATHERED_MS).unref();
  }

  private async seal(): Promise<boolean> {
    const [row] = await this.transaction.run(() =>
      this.transaction.query<{ sealed: number }>(`SELECT ${this.trail}.seal($1) AS sealed`, [AT_ONCE]),
    );
    const sealed = row?.sealed ?? 0;
    if (sealed > 0 && performance.now() - this.headAt > HEAD_EVERY_MS) await this.tellHead();
    return sealed === AT_ONCE;
  }

  private async tellHead(): Promise<void> {
    this.headAt = performance.now();
    const [head] = await this.transaction.read<{ position: string; hash: string }>(
      `SELECT position, encode(hash, 'hex') AS hash FROM ${this.trail}.head`,
    );
    if (head) this.logger.log({ service: this.service, position: head.position, hash: head.hash }, 'head of the audit trail');
  }
}

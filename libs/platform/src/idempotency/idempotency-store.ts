import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop } from '../background-loop';
import type { Transaction } from '../database/transaction';
import { IdempotencyInProgressError, IdempotencyKeyReusedError } from './idempotency.errors';
import type { Answer, IdempotentRequest } from './idempotent-request';

const HOUR_MS = 3_600_000;
const AT_ONCE = 5000;

interface Kept {
  readonly request_hash: Buffer;
  readonly answer: Buffer;
}

/**
 * First answers of one service's writes, in its own schema. Key, act and answer are one transaction: an act that committed has its answer
 * kept, one that did not (a refusal, an error, `kill -9`) leaves no key, and a repeat carries it out.
 */
export class IdempotencyStore implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly retention: BackgroundLoop;

  constructor(
    readonly service: string,
    private readonly transaction: Transaction,
    private readonly hours: number,
  ) {
    this.retention = new BackgroundLoop(`${service} idempotency retention`, HOUR_MS, () => this.forget());
  }

  onApplicationBootstrap(): void {
    this.retention.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.retention.stop();
  }

  /**
   * Carries the act out, or answers what its first time did. Only 2xx are kept: anything else has changed nothing, and the same request
   * may succeed when its cause is gone.
   */
  once(request: IdempotentRequest, act: () => Promise<Answer>): Promise<{ answer: Answer; isRepeat: boolean }> {
    return this.transaction.run(async () => {
      const kept = await this.claim(request);
      if (kept) return { answer: request.open(kept.answer), isRepeat: true };
      const answer = await act();
      if (answer.status >= 200 && answer.status < 300) await this.keep(request, answer);
      return { answer, isRepeat: false };
    });
  }

  /** Whoever comes second at the same moment is told so at once, instead of holding one of the service's connections. */
  private async claim(request: IdempotentRequest): Promise<Kept | undefined> {
    const lock = request.id.readBigInt64BE().toString();
    const [[claimed], [kept]] = await this.transaction.together<[{ free: boolean }[], Kept[]]>(() => [
      this.transaction.query(`SELECT pg_try_advisory_xact_lock($1) AS free`, [lock]),
      this.transaction.query(`SELECT request_hash, answer FROM idempotency_key WHERE id = $1 AND at > now() - $2 * interval '1 hour'`, [
        request.id,
        this.hours,
      ]),
    ]);
    if (!claimed?.free) throw new IdempotencyInProgressError();
    if (kept && !kept.request_hash.equals(request.requestHash)) throw new IdempotencyKeyReusedError();
    return kept;
  }

  private async keep(request: IdempotentRequest, answer: Answer): Promise<void> {
    await this.transaction.query(
      `INSERT INTO idempotency_key (id, request_hash, answer) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET request_hash = excluded.request_hash, answer = excluded.answer, at = excluded.at`,
      [request.id, request.requestHash, request.seal(answer)],
    );
  }

  private async forget(): Promise<boolean> {
    // One statement, a transaction of its own.
    const gone = await this.transaction.read(
      `DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency_key WHERE at < now() - $1 * interval '1 hour' LIMIT $2)) RETURNING 1`,
      [this.hours, AT_ONCE],
    );
    return gone.length === AT_ONCE;
  }
}

/** The stores of all services of a process; a service whose database lists `idempotencyMigrations` has one. */
export class IdempotencyStores {
  private readonly stores = new Map<string, IdempotencyStore>();

  add(store: IdempotencyStore): void {
    this.stores.set(store.service, store);
  }

  /** The store of the service to which an address or route under `/api/<service>/` belongs. */
  at(address: string): IdempotencyStore | undefined {
    const [, api, service = ''] = address.split('/');
    return api === 'api' ? this.stores.get(service) : undefined;
  }
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Delivery, type DeliveryState } from './delivery.entity';

/** One try, as it is kept. */
export interface Attempt {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
}

/** Deliveries and the attempts at them. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(delivery: Omit<Delivery, 'createdAt'>): Promise<void> {
    await this.transaction.manager.insert(Delivery, { ...delivery, createdAt: () => 'clock_timestamp()' });
  }

  /** Sets how the delivery stands after an attempt and keeps the attempt. Answers the delivery as it was. */
  async keepAttempt(
    id: string,
    state: DeliveryState,
    reason: string | null,
    attempt: Attempt,
  ): Promise<{ taskId: string | null; firstTime: boolean }> {
    const [was] = await this.transaction.query<{ taskId: string | null; firstTime: boolean }>(
      `WITH was AS (SELECT id, delivered_at FROM delivery WHERE id = $1),
       kept AS (INSERT INTO delivery_attempt (delivery_id, number, at, duration_ms, status, error)
         SELECT id, (SELECT count(*) + 1 FROM delivery_attempt WHERE delivery_id = $1), $4, $5, $6, $7 FROM was)
       UPDATE delivery d SET state = $2, reason = $3, attempts = $8,
         delivered_at = CASE WHEN $2 = 'delivered' THEN coalesce(d.delivered_at, clock_timestamp()) ELSE d.delivered_at END
         FROM was WHERE d.id = was.id
       RETURNING d.task_id AS "taskId", was.delivered_at IS NULL AS "firstTime"`,
      [id, state, reason, attempt.at, attempt.durationMs, attempt.status, attempt.error, attempt.number],
    );
    return was ?? { taskId: null, firstTime: false };
  }

  /** The hub took the matter back while this was on its way. */
  async isSuperseded(id: string): Promise<boolean> {
    return (await this.transaction.query<object>(`SELECT 1 FROM delivery WHERE id = $1 AND reason = 'superseded'`, [id])).length > 0;
  }

  /** The endpoint is left alone for a while: it answered that it is overloaded. */
  async slowDown(endpointId: string, pauseMs: number): Promise<void> {
    await this.transaction.query(
      `UPDATE endpoint SET slowdowns = slowdowns + 1,
         blocked_until = greatest(blocked_until, clock_timestamp() + $2::double precision * interval '1 millisecond') WHERE id = $1`,
      [endpointId, pauseMs],
    );
  }

  /** Attempts are not kept for ever; the delivery itself and its count of attempts are. */
  async forgetAttempts(days: number): Promise<void> {
    await this.transaction.run(() =>
      this.transaction.query(`DELETE FROM delivery_attempt WHERE at < now() - $1 * interval '1 day'`, [days]),
    );
  }

  async recovered(endpointId: string): Promise<void> {
    await this.transaction.query(`UPDATE endpoint SET slowdowns = 0 WHERE id = $1 AND slowdowns > 0`, [endpointId]);
  }

  /** The endpoint answered that it is gone. What is due to it waits until somebody activates it again. */
  async disable(endpointId: string): Promise<void> {
    await this.transaction.query(`UPDATE endpoint SET status = 'disabled', disabled_reason = 'gone' WHERE id = $1 AND status = 'active'`, [
      endpointId,
    ]);
  }
}

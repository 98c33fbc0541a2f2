import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Timer } from './timer.entity';

/** A deadline of a subject: null takes the timer away. */
export interface Deadline {
  readonly kind: string;
  readonly dueAt: Date | null;
}

const COLUMNS = `id, kind, subject_id AS "subjectId", due_at AS "dueAt", data, next_try_at AS "nextTryAt", claim, attempts, last_error AS "lastError"`;

// A timer that is set to what it was set to already stays as it is, with its failures.
const SET = `
  INSERT INTO timer (id, kind, subject_id, due_at, data, next_try_at)
  SELECT each.id, each.kind, $3, each.due_at, $5, each.due_at FROM unnest($1::uuid[], $2::text[], $4::timestamptz[]) AS each (id, kind, due_at)
  ON CONFLICT (kind, subject_id) DO UPDATE SET due_at = excluded.due_at, data = excluded.data, next_try_at = excluded.due_at,
    claim = NULL, attempts = 0, last_error = NULL
  WHERE timer.due_at <> excluded.due_at OR timer.data <> excluded.data`;

// Rows that another instance is just claiming are skipped; those of an instance that was lost come up again when its lease is over.
const CLAIM = `
  UPDATE timer SET claim = $1, next_try_at = $2::timestamptz + $3 * interval '1 ms'
  WHERE id = ANY (ARRAY(SELECT id FROM timer WHERE next_try_at <= $2 ORDER BY next_try_at, id LIMIT $4 FOR UPDATE SKIP LOCKED))
  RETURNING ${COLUMNS}`;

/** Rolls back the work of a timer that somebody else has taken away. */
class TimerGone extends Error {}

@Injectable()
export class TimerRepository {
  /** The claim under which the work of a timer is being done. */
  private readonly firing = new AsyncLocalStorage<string>();

  constructor(private readonly transaction: Transaction) {}

  async set(subjectId: string, deadlines: readonly { kind: string; dueAt: Date }[], data: object): Promise<void> {
    const ids = deadlines.map(() => randomUUID());
    const kinds = deadlines.map(({ kind }) => kind);
    await this.transaction.query(SET, [ids, kinds, subjectId, deadlines.map(({ dueAt }) => dueAt), JSON.stringify(data)]);
  }

  async ensure(kind: string, subjectId: string, dueAt: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO timer (id, kind, subject_id, due_at, data, next_try_at) VALUES ($1, $2, $3, $4, '{}', $4) ON CONFLICT (kind, subject_id) DO NOTHING`,
      [randomUUID(), kind, subjectId, dueAt],
    );
  }

  /** A timer whose own work clears it goes when the work is finished. */
  async clear(subjectId: string, kinds: readonly string[]): Promise<void> {
    await this.transaction.query(
      `DELETE FROM timer WHERE subject_id = $1 AND kind = ANY($2) AND ($3::uuid IS NULL OR claim IS DISTINCT FROM $3)`,
      [subjectId, kinds, this.firing.getStore() ?? null],
    );
  }

  /** Takes timers that are due for as long as the lease; nobody else gets them meanwhile. */
  claim(claim: string, now: Date, leaseMs: number, limit: number): Promise<Timer[]> {
    return this.transaction.run(() => this.transaction.query<Timer>(CLAIM, [claim, now, leaseMs, limit]));
  }

  /**
   * Does the work of a claimed timer and takes it away, in one transaction; one that its work has set anew stays. When the
   * timer is gone by then, cleared or fired by another instance, the work does not count.
   */
  async fire({ id }: Timer, claim: string, work: () => Promise<void>): Promise<void> {
    try {
      await this.transaction.run(async () => {
        const held = await this.transaction.query(`SELECT 1 FROM timer WHERE id = $1 AND claim = $2`, [id, claim]);
        if (held.length === 0) return;
        await this.firing.run(claim, work);
        const gone = await this.transaction.query(`DELETE FROM timer WHERE id = $1 AND claim = $2 RETURNING id`, [id, claim]);
        if (gone.length > 0) return;
        const setAnew = await this.transaction.query(`SELECT 1 FROM timer WHERE id = $1 AND claim IS NULL`, [id]);
        if (setAnew.length === 0) throw new TimerGone();
      });
    } catch (error) {
      if (!(error instanceof TimerGone)) throw error;
    }
  }

  async failed(id: string, claim: string, why: string, nextTryAt: Date): Promise<void> {
    await this.transaction.run(() =>
      this.transaction.query(
        `UPDATE timer SET claim = NULL, attempts = attempts + 1, last_error = $3, next_try_at = $4 WHERE id = $1 AND claim = $2`,
        [id, claim, why, nextTryAt],
      ),
    );
  }

  async nextTryAt(): Promise<Date | null> {
    const [row] = await this.transaction.read<{ at: Date | null }>(`SELECT min(next_try_at) AS at FROM timer`);
    return row?.at ?? null;
  }

  /** Those that have failed, the one that has waited longest first. */
  failing(limit: number): Promise<Timer[]> {
    return this.transaction.read<Timer>(`SELECT ${COLUMNS} FROM timer WHERE attempts > 0 ORDER BY due_at, id LIMIT $1`, [limit]);
  }
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';

const TRIES = 5;
const LOCKED_FOR = '15 minutes';

/** Counts tries per e-mail address, also of addresses that have no account: being locked must not tell which exist. */
@Injectable()
export class AttemptRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Counts a try before its password is looked at, so that many at once are still counted one by one. Returns how many
   * are left after it, or undefined when the address is locked. A try while locked does not prolong the lock.
   */
  async count(email: string): Promise<number | undefined> {
    const [row] = await this.transaction.run(() =>
      this.transaction.query<{ failures: number }>(
        `INSERT INTO sign_in_attempt AS known (email_hash, failures, last_failed_at) VALUES ($1, 1, now())
         ON CONFLICT ON CONSTRAINT sign_in_attempt_pkey DO UPDATE
           SET failures = CASE WHEN known.last_failed_at < now() - interval '${LOCKED_FOR}' THEN 1 ELSE known.failures + 1 END, last_failed_at = now()
           WHERE known.failures < ${String(TRIES)} OR known.last_failed_at < now() - interval '${LOCKED_FOR}'
         RETURNING failures`,
        [hashOf(email)],
      ),
    );
    return row ? TRIES - row.failures : undefined;
  }

  /** Whoever got in starts from nothing next time. */
  async forget(email: string): Promise<void> {
    await this.transaction.run(() => this.transaction.query(`DELETE FROM sign_in_attempt WHERE email_hash = $1`, [hashOf(email)]));
  }
}

function hashOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}

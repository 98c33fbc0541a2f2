import { Injectable } from '@nestjs/common';
import { Clock, Transaction } from '#libs/platform';
import { AlertService, type CaseOfAlert } from '../alerts/alert.service';
import { InvariantChecks } from './invariant-checks.service';

/** Closed cases are looked at again for so long after they closed; nothing changes them later. */
const CLOSED_WITHIN_DAYS = 7;

// Cases that have an exception stay in scope until it is gone.
const SCOPE = `
  WITH scope AS MATERIALIZED (
    SELECT id FROM "case" WHERE status <> 'closed'
    UNION SELECT id FROM "case" WHERE closed_at >= $1
    UNION SELECT case_id FROM invariant_exception)`;

export interface CheckedInvariants {
  readonly checkedAt: Date;
  readonly durationMs: number;
  /** How many cases each check found. */
  readonly exceptions: Readonly<Record<string, number>>;
}

/** Proves the invariants over the cases, and raises an alert once for each case and check for which one does not hold. */
@Injectable()
export class CheckInvariantsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly checks: InvariantChecks,
    private readonly alerts: AlertService,
    private readonly clock: Clock,
  ) {}

  /** Over open and newly closed cases, or over every case there ever was. */
  execute(everyCase = false): Promise<CheckedInvariants> {
    return this.transaction.run(async () => {
      const checkedAt = this.clock.now();
      const began = performance.now();
      const since = everyCase ? new Date(0) : new Date(checkedAt.getTime() - CLOSED_WITHIN_DAYS * 86_400_000);
      const exceptions: Record<string, number> = {};
      for (const [name, sql] of this.checks.all()) exceptions[name] = await this.check(name, sql, since, checkedAt);
      const durationMs = Math.round(performance.now() - began);
      await this.transaction.query(
        `INSERT INTO invariant_run (checked_at, duration_ms, exceptions) VALUES ($1, $2, $3) ON CONFLICT (checked_at) DO NOTHING`,
        [checkedAt, durationMs, JSON.stringify(exceptions)],
      );
      return { checkedAt, durationMs, exceptions };
    });
  }

  private async check(name: string, sql: string, since: Date, now: Date): Promise<number> {
    const found = await this.transaction.query<{ case_id: string }>(`${SCOPE} SELECT DISTINCT case_id FROM (${sql}) broken`, [since]);
    // In one order, so that checks at the same time wait for one another and never in a circle.
    const ids = found.map(({ case_id }) => case_id).sort();
    await this.transaction.query(`DELETE FROM invariant_exception WHERE check_name = $1 AND case_id <> ALL($2::uuid[])`, [name, ids]);
    const news = await this.transaction.query<CaseOfAlert>(
      `WITH news AS (INSERT INTO invariant_exception (check_name, case_id, found_at) SELECT $1, id, $3 FROM unnest($2::uuid[]) id
         ON CONFLICT DO NOTHING RETURNING case_id)
       SELECT c.id, c.referral_id AS "referralId", c.organisation_id AS "organisationId", c.scheme_id AS "schemeId", c.worker_id AS "workerId"
       FROM "case" c JOIN news ON news.case_id = c.id ORDER BY c.id`,
      [name, ids, now],
    );
    for (const about of news) await this.alerts.raise(about, `invariant-${name}`, now);
    return ids.length;
  }
}

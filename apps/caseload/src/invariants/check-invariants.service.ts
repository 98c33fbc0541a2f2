import { Injectable } from '@nestjs/common';
import { Clock, Transaction } from '#libs/platform';
import { AlertService, type CaseOfAlert } from '../alerts/alert.service';
import { localDateOf } from '../clocks/working-days.rules';
import { InvariantChecks } from './invariant-checks.service';

/** Closed cases are looked at again for so long after they closed; nothing changes them later. */
const CLOSED_WITHIN_DAYS = 7;

/** What is worked out anew is so for so many cases at a time. */
const AT_ONCE = 500;

// Cases that have an exception stay in scope until it is gone, and so do those of which something waits for somebody.
const SCOPE = `
  WITH scope AS MATERIALIZED (
    SELECT id FROM "case" WHERE status <> 'closed'
    UNION SELECT id FROM "case" WHERE closed_at >= $1
    UNION SELECT case_id FROM invariant_exception
    UNION SELECT case_id FROM refer_back WHERE acknowledged_at IS NULL
    UNION SELECT case_id FROM hand_over WHERE state = 'waiting'),
  moment AS (SELECT $2::timestamptz AS now, $3::date AS today)`;

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

  /** Those who ask while a check runs share the one after it. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly next = new Map<boolean, Promise<CheckedInvariants>>();

  /** As `execute`, however many ask at once: no more than one check runs at a time for all of them. */
  ask(everyCase: boolean): Promise<CheckedInvariants> {
    const waiting = this.next.get(everyCase);
    if (waiting) return waiting;
    const next = this.last
      .catch(() => undefined)
      .then(() => {
        this.next.delete(everyCase);
        return this.execute(everyCase);
      });
    this.next.set(everyCase, next);
    this.last = next;
    return next;
  }

  /** Over open and newly closed cases, or over every case there ever was. */
  execute(everyCase = false): Promise<CheckedInvariants> {
    return this.transaction.run(async () => {
      const checkedAt = this.clock.now();
      const began = performance.now();
      const since = everyCase ? new Date(0) : new Date(checkedAt.getTime() - CLOSED_WITHIN_DAYS * 86_400_000);
      const exceptions: Record<string, number> = {};
      const parameters = [since, checkedAt, localDateOf(checkedAt)];
      for (const [name, sql] of this.checks.all())
        exceptions[name] = await this.settle(
          name,
          await this.ids(`SELECT DISTINCT case_id AS id FROM (${sql}) broken`, parameters),
          checkedAt,
        );
      const scope = this.checks.allRecomputed().length > 0 ? await this.ids(`SELECT id FROM scope`, parameters) : [];
      for (const { names, find } of this.checks.allRecomputed()) {
        const broken = new Map(names.map((name) => [name, [] as string[]]));
        for (let from = 0; from < scope.length; from += AT_ONCE)
          for (const [name, ids] of await find(scope.slice(from, from + AT_ONCE), checkedAt)) broken.get(name)?.push(...ids);
        for (const [name, ids] of broken) exceptions[name] = await this.settle(name, ids, checkedAt);
      }
      const durationMs = Math.round(performance.now() - began);
      await this.transaction.query(
        `INSERT INTO invariant_run (checked_at, duration_ms, exceptions) VALUES ($1, $2, $3) ON CONFLICT (checked_at) DO NOTHING`,
        [checkedAt, durationMs, JSON.stringify(exceptions)],
      );
      return { checkedAt, durationMs, exceptions };
    });
  }

  // In one order, so that checks at the same time wait for one another and never in a circle.
  private async ids(sql: string, parameters: readonly unknown[]): Promise<string[]> {
    return (await this.transaction.query<{ id: string }>(`${SCOPE} ${sql}`, parameters)).map(({ id }) => id).sort();
  }

  /** Keeps what does not hold now, forgets what holds again, and alerts of what is new. */
  private async settle(name: string, ids: readonly string[], now: Date): Promise<number> {
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

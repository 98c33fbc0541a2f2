import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { ACCESS_TIMER } from '../employments/watch-access.service';
import { ACKNOWLEDGEMENT_TIMER } from '../refer-backs/refer-case-back.service';
import { SCHEME_TIMER } from '../schemes/keep-scheme.service';
import { TimerService } from '../timers/timer.service';
import { ReachQuery } from '../workers/reach.query';
import { DerivedStateQuery } from './derived-state.query';
import type { Drift } from './rebuilt-case.entity';
import type { RebuildReport, RebuiltView } from './invariant.dto';
import { RebuiltCase } from './rebuilt-case.entity';

/** So many cases are worked out at a time, so many put right in one transaction, and about so many at one request. */
const AT_ONCE = 500;
const CHUNK = 25;
const MOST = 200;

const PAGE = `
  SELECT id FROM "case" WHERE id > $1 AND ($2::uuid IS NULL OR organisation_id = $2) AND ($3::uuid IS NULL OR scheme_id = $3) AND status <> 'closed'
  ORDER BY id LIMIT ${String(AT_ONCE)}`;

const UNWATCHED = `
  SELECT b.id, b.case_id AS "caseId" FROM refer_back b JOIN "case" c ON c.id = b.case_id
  WHERE b.acknowledged_at IS NULL AND ($1::uuid IS NULL OR c.organisation_id = $1)
    AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.kind = '${ACKNOWLEDGEMENT_TIMER}' AND t.subject_id = b.id::text) ORDER BY b.id LIMIT ${String(MOST)}`;

const UNSEEN = `
  SELECT DISTINCT c.worker_id AS id FROM invariant_exception x JOIN "case" c ON c.id = x.case_id
  WHERE x.check_name = 'owner-sees-case' AND c.worker_id IS NOT NULL AND ($1::uuid IS NULL OR c.organisation_id = $1)`;

interface Of {
  readonly organisationId: string | null;
  readonly schemeId: string | null;
  readonly after: string;
}

interface Rebuilt {
  readonly changes: RebuiltView[];
  readonly next: string | null;
}

/**
 * Works out anew what follows from the record of open cases and stores it where something else stood, with a record of what was changed; lost
 * timers are set again, and owners whom the last check found not to see their case are looked into. What does not follow from the record is left
 * for people. Runs on demand, and over a scheme's cases when the scheme or its settings have changed.
 */
@Injectable()
export class RebuildService implements OnModuleInit {
  constructor(
    private readonly transaction: Transaction,
    private readonly derived: DerivedStateQuery,
    private readonly changeCase: ChangeCaseService,
    private readonly timers: TimerService,
    private readonly reach: ReachQuery,
  ) {}

  onModuleInit(): void {
    this.timers.on(SCHEME_TIMER, async ({ subjectId: schemeId, data }, now) => {
      const after = typeof data.after === 'string' ? data.after : NOBODY;
      const { next } = await this.rebuild({ organisationId: null, schemeId, after }, 'caseload', now);
      if (next !== null) await this.timers.set(SCHEME_TIMER, schemeId, now, { after: next });
    });
  }

  async execute(by: Principal, now: Date): Promise<RebuildReport> {
    const organisationId = by.roles.includes('operator') ? null : (await this.reach.of(by)).organisationId;
    await this.transaction.run(async () => {
      for (const { id } of await this.transaction.query<{ id: string }>(UNSEEN, [organisationId]))
        await this.timers.set(ACCESS_TIMER, id, now);
    });
    const watched = await this.watchCrises(organisationId, by.subject, now);
    const { changes, next } = await this.rebuild({ organisationId, schemeId: null, after: NOBODY }, by, now);
    return { changes: [...watched, ...changes], isMore: next !== null };
  }

  /** Those after a case in the order of their ids, as many as one request may take; where the next begins, or null at the end. */
  private async rebuild({ organisationId, schemeId, after }: Of, by: Principal | string, now: Date): Promise<Rebuilt> {
    const drifted: string[] = [];
    let next: string | null = after;
    while (next !== null && drifted.length < MOST) {
      const page: string[] = (await this.transaction.read<{ id: string }>(PAGE, [next, organisationId, schemeId])).map(({ id }) => id);
      for (const [id, drift] of await this.derived.driftOf(page, now)) if (followsFromRecord(drift)) drifted.push(id);
      next = page.at(-1) ?? null;
    }
    const changes: RebuiltView[] = [];
    drifted.sort();
    for (let from = 0; from < drifted.length; from += CHUNK)
      await this.transaction.run(async () => {
        for (const caseId of drifted.slice(from, from + CHUNK)) changes.push(...(await this.putRight(caseId, by, now)));
      });
    return { changes, next };
  }

  /** The change itself works out the next action and limbo, and moves the timers of what it changed; a timer that was lost is set here. */
  private putRight(caseId: string, by: Principal | string, now: Date): Promise<RebuiltView[]> {
    return this.changeCase.execute({ caseId, reach: null, by, action: 'rebuild' }, async () => {
      const drift = (await this.derived.driftOf([caseId], now)).get(caseId) ?? [];
      for (const { check, field, is } of drift) if (check === 'timers' && is !== null) await this.timers.set(field, caseId, new Date(is));
      await this.record(caseId, drift, typeof by === 'string' ? by : by.subject, now);
      return drift.map(({ field, was, is }) => ({ caseId, field, was, is }));
    });
  }

  private watchCrises(organisationId: string | null, by: string, now: Date): Promise<RebuiltView[]> {
    return this.transaction.run(async () => {
      const changes: RebuiltView[] = [];
      for (const { id, caseId } of await this.transaction.query<{ id: string; caseId: string }>(UNWATCHED, [organisationId])) {
        await this.timers.ensure(ACKNOWLEDGEMENT_TIMER, id, now);
        const drift = { check: 'timers', field: ACKNOWLEDGEMENT_TIMER, was: null, is: now.toISOString() } as const;
        await this.record(caseId, [drift], by, now);
        changes.push({ caseId, field: drift.field, was: drift.was, is: drift.is });
      }
      return changes;
    });
  }

  private async record(caseId: string, changes: readonly Drift[], by: string, at: Date): Promise<void> {
    if (changes.length === 0) return;
    await this.transaction.manager.insert(RebuiltCase, { id: randomUUID(), caseId, by, at, changes });
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

// By a date that was moved past what was promised nothing is worked out: people say first what holds.
function followsFromRecord(drift: readonly Drift[]): boolean {
  return drift.every(({ check }) => check !== 'promised-dates');
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction } from '#libs/platform';
import type { Action } from '../actions/action.entity';
import { CallBackRepository } from '../call-backs/call-back.repository';
import { caseQueued } from '../cases/case-events.mapper';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { allocateBy } from '../clocks/service-levels.rules';
import { localDateOf } from '../clocks/working-days.rules';
import { HandOverRepository } from '../hand-overs/hand-over.repository';
import { SettleHandOverService } from '../hand-overs/settle-hand-over.service';
import { LONE_WORKING_ALARM } from '../lone-working/watch-home-visit.service';
import { TimerService } from '../timers/timer.service';
import type { Worker } from '../workers/worker.entity';
import { EmploymentRepository } from './employment.repository';
import { ACCESS_TIMER } from './watch-access.service';

/** So many cases are released in one transaction: none is locked for long. */
const AT_ONCE = 25;

// Each by its own index. $1 worker, $2 organisation, $3 the schemes whose cases they see.
const OWNED_UNSEEN = `
  SELECT id FROM (
    SELECT id, scheme_id FROM "case" WHERE worker_id = $1 AND status <> 'closed'
    UNION SELECT c.id, c.scheme_id FROM action a JOIN "case" c ON c.id = a.case_id WHERE a.owner_id = $1 AND a.done_at IS NULL AND a.type <> '${LONE_WORKING_ALARM}'
    UNION SELECT c.id, c.scheme_id FROM call_back b JOIN "case" c ON c.id = b.case_id WHERE b.worker_id = $1 AND b.state = 'promised'
    UNION SELECT c.id, coalesce(h.to_scheme_id, c.scheme_id) FROM hand_over h JOIN "case" c ON c.id = h.case_id
      WHERE h.to_worker_id = $1 AND h.state = 'waiting') owned
  WHERE scheme_id <> ALL($2::uuid[]) ORDER BY id LIMIT ${String(AT_ONCE)}`;

// A colleague of any scheme may be asked to find who is out.
const ALARMS = `SELECT DISTINCT case_id AS id FROM action WHERE owner_id = $1 AND done_at IS NULL AND type = '${LONE_WORKING_ALARM}' ORDER BY 1 LIMIT ${String(AT_ONCE)}`;

const END_COVERS = `
  UPDATE absence a SET ended_at = $4 FROM worker away
  WHERE a.cover_worker_id = $1 AND away.id = a.worker_id AND a.ended_at IS NULL AND a.until_on >= $3 AND NOT away.scheme_ids <@ $2::uuid[]
  RETURNING a.worker_id AS id`;

/**
 * Takes from a worker what they can no longer see: their employment is over, or the agreement with their employer is. Cases stand in the queue
 * again with what is due on them, a hand-over to or from them ends, what was theirs by name is whoever's now has the part, and they cover for
 * nobody. Runs when an employment or an agreement changes, and when one ends.
 */
@Injectable()
export class ReleaseWorkerService implements OnModuleInit {
  constructor(
    private readonly transaction: Transaction,
    private readonly timers: TimerService,
    private readonly employments: EmploymentRepository,
    private readonly changeCase: ChangeCaseService,
    private readonly handOvers: HandOverRepository,
    private readonly settleHandOver: SettleHandOverService,
    private readonly callBacks: CallBackRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.timers.on(ACCESS_TIMER, ({ subjectId }, now) => this.execute(subjectId, now));
  }

  private async execute(workerId: string, now: Date): Promise<void> {
    const worker = await this.employments.worker(workerId);
    if (!worker) return;
    const open = await this.employments.openSchemes(worker, worker.organisationId, now);
    const unseen = await this.ids(OWNED_UNSEEN, [workerId, open]);
    const alarms = open.length === 0 ? await this.ids(ALARMS, [workerId]) : [];
    for (const caseId of [...new Set([...unseen, ...alarms])].sort())
      await this.changeCase.execute({ caseId, reach: null, by: 'caseload', action: 'release' }, (locked) =>
        this.release(locked, worker, open, now),
      );
    for (const entityId of await this.ids(END_COVERS, [workerId, open, localDateOf(now), now]))
      await this.audit.record({ by: 'caseload', action: 'end-absence', entity: 'worker', entityId });
    const isMore = Math.max(unseen.length, alarms.length) === AT_ONCE;
    const next = isMore ? now : await this.employments.nextEnd(worker, now);
    if (next) await this.timers.set(ACCESS_TIMER, workerId, next);
  }

  private async release(locked: LockedCase, { id }: Worker, open: readonly string[], now: Date): Promise<void> {
    const { case: found, actions, clocks } = locked;
    const sees = open.includes(found.schemeId);
    const owns = found.workerId === id && !sees;
    const waiting = await this.handOvers.waiting(found.id);
    const receives = waiting?.toWorkerId === id && !open.includes(waiting.toSchemeId ?? found.schemeId);
    if (waiting && (owns || receives)) await this.settleHandOver.execute(locked, waiting, 'withdrawn', 'caseload', now);
    for (const action of actions) if (action.isOpen && action.ownerId === id) release(action, sees, open.length === 0);
    if (sees) return;
    for (const callBack of await this.callBacks.unsettledOf(found.id))
      if (callBack.workerId === id && callBack.state === 'promised')
        await this.callBacks.update(Object.assign(callBack, { workerId: null }));
    if (!owns) return;
    found.returnToQueue(allocateBy(now, clocks));
    await this.outbox.add(caseQueued(found, now));
  }

  private async ids(sql: string, parameters: readonly unknown[]): Promise<string[]> {
    return (await this.transaction.query<{ id: string }>(sql, parameters)).map(({ id }) => id);
  }
}

// What was theirs as the case's worker stays with whoever has the case; what they were asked as somebody else, a supervisor sees to.
function release(action: Action, sees: boolean, hasLeft: boolean): void {
  const isAlarm = action.type === LONE_WORKING_ALARM;
  if (isAlarm ? !hasLeft : sees) return;
  const ownerKind = isAlarm || action.ownerKind !== 'worker' ? 'supervisor' : 'worker';
  Object.assign(action, { ownerKind, ownerId: null });
}

import type { ReferralAccepted } from '#libs/contracts';
import type { Action } from '../../../apps/caseload/src/actions/action.entity';
import { endSettled, reviewAfterTime, reviewDate } from '../../../apps/caseload/src/actions/routine-actions.rules';
import type { Alert } from '../../../apps/caseload/src/alerts/alert.entity';
import { caseOpened } from '../../../apps/caseload/src/cases/case-events.mapper';
import { Case } from '../../../apps/caseload/src/cases/case.entity';
import type { ConnectionBarrier } from '../../../apps/caseload/src/connections/connection-barrier.entity';
import type { ConnectionStatus } from '../../../apps/caseload/src/connections/connection-status.entity';
import type { Connection } from '../../../apps/caseload/src/connections/connection.entity';
import type { Contact } from '../../../apps/caseload/src/contacts/contact.entity';
import type { Consent } from '../../../apps/caseload/src/consents/consent.entity';
import { isSensitiveNeed } from '../../../apps/caseload/src/needs/need-sensitivity.rules';
import { Need } from '../../../apps/caseload/src/needs/need.entity';
import type { Plan } from '../../../apps/caseload/src/plans/plan.entity';
import type { Measurement } from '../../../apps/outcomes/src/measurements/measurement.entity';
import type { Task } from '../../../apps/provider-gateway/src/tasks/task.entity';
import type { Dice } from './dice';
import { escalation, type Escalated } from './escalation';
import { SETTINGS, type Stage } from './stage';

/** An event as a service would have told it, and when. */
export interface Told {
  readonly at: Date;
  readonly event: object;
}

/** All that is on record of one person's support, in every service, kept by the services' own rules. */
export class Life {
  readonly case: Case;
  readonly workerId: string;
  readonly needs: Need[];
  readonly consents: Consent[] = [];
  readonly actions: Action[] = [];
  readonly alerts: Alert[] = [];
  readonly contacts: Contact[] = [];
  readonly plans: Plan[] = [];
  readonly connections: Connection[] = [];
  readonly statuses: ConnectionStatus[] = [];
  readonly barriers: ConnectionBarrier[] = [];
  readonly tasks: Task[] = [];
  readonly measurements: Measurement[] = [];
  readonly told: Told[] = [];

  constructor(
    readonly dice: Dice,
    readonly stage: Stage,
    readonly referral: ReferralAccepted,
  ) {
    const at = new Date(new Date(referral.receivedAt).getTime() + 400);
    this.case = Case.open(dice.uuid(), referral, stage.clocks, at);
    this.workerId = dice.pick(stage.workerIds);
    const need = { caseId: this.case.id, status: 'open' as const, note: null, addedAt: at, at };
    this.needs = referral.needs.map((code) =>
      Object.assign(new Need(), { id: dice.uuid(), code, sensitive: isSensitiveNeed(code), ...need }),
    );
    this.case.needs = referral.needs.filter((code) => !isSensitiveNeed(code));
    this.tell(new Date(referral.receivedAt), referral);
    this.tell(at, caseOpened(this.case));
  }

  tell(at: Date, event: object): void {
    this.told.push({ at, event });
  }

  /** A change of the case ends: what follows from it by itself follows, and new actions are dated. */
  changed(at: Date): void {
    const found = this.case;
    found.version += 1;
    if (found.firstContactAt) found.reviewBy ??= reviewDate(found.firstContactAt, SETTINGS.reviewAfterWeeks, this.stage.clocks);
    endSettled(found, this.actions);
    this.dateActions(at);
  }

  /** Lets the clocks run until then: reviews open, and what is late is escalated. */
  runClocks(until: Date): void {
    const found = this.case;
    const { clocks } = this.stage;
    while (found.closedAt === null && found.reviewBy && found.reviewBy <= until) {
      const at = found.reviewBy;
      if (!this.openOf('clock:review')) this.actions.push(reviewAfterTime(at, clocks));
      found.reviewBy = reviewDate(at, SETTINGS.reviewAfterWeeks, clocks);
      this.dateActions(at);
    }
    if (found.status === 'unallocated' && found.allocateBy <= until) this.escalate(escalation.allocation(found, clocks));
    if (found.status !== 'closed' && !found.firstContactAt && found.contactBy <= until)
      this.escalate(escalation.firstContact(found, clocks));
  }

  openOf(source: string): Action | undefined {
    return this.actions.find((action) => action.isOpen && action.source === source);
  }

  alert(code: string, since: Date, raisedAt: Date): void {
    const { id: caseId, organisationId, schemeId, workerId } = this.case;
    if (this.alerts.some((other) => other.code === code && other.since.getTime() === since.getTime())) return;
    this.alerts.push({ id: this.dice.uuid(), caseId, organisationId, schemeId, code, since, raisedAt, workerId, askedWorkerId: null });
  }

  private escalate({ code, since, action }: Escalated): void {
    this.alert(code, since, since);
    if (this.actions.some(({ source }) => source === action.source)) return;
    this.actions.push(action);
    this.dateActions(since);
  }

  private dateActions(at: Date): void {
    for (const action of this.actions.filter(({ caseId }) => (caseId as string | undefined) === undefined))
      Object.assign(action, { id: this.dice.uuid(), caseId: this.case.id, createdAt: at });
  }
}

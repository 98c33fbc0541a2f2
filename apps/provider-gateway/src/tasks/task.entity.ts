import { isDeepStrictEqual } from 'node:util';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  TaskAccepted,
  TaskAttended,
  TaskCompleted,
  TaskDeclined,
  TaskNotAttended,
  TaskNotified,
  TaskRequested,
  type ConnectionRequested,
  type CorrectedField,
  type DeclineReason,
  type LevelOfSupport,
  type NeedCode,
  type PersonDetails,
  type ProviderTask,
} from '#libs/contracts';
import { TaskConflictError } from './task.errors';

/** FHIR task-status, as far as a connection's Task uses it. */
export const TASK_STATUSES = ['requested', 'accepted', 'in-progress', 'completed', 'failed', 'rejected', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** `H/CodeSystem/connection-progress`: what the status alone does not say. */
export type BusinessStatus =
  | 'asked'
  | 'accepted'
  | 'waiting-list'
  | 'first-attended'
  | 'attending'
  | 'sustained'
  | 'stopped'
  | 'never-attended'
  | 'declined'
  | 'no-capacity'
  | 'declined-by-person'
  | 'withdrawn';

const ENDED: ReadonlySet<TaskStatus> = new Set(['completed', 'failed', 'rejected', 'cancelled']);

/** A provider's piece of work for one connection. The provider decides how it goes; each step is one event. */
@Entity('task')
@Unique('task_connection', ['connectionId'])
@Index('task_provider', ['providerId', 'requestedAt', 'id'])
export class Task {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'task_pk' }) id!: string;
  @Column('uuid', { name: 'connection_id' }) connectionId!: string;
  @Index('task_referral')
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;
  @Column('uuid', { name: 'provider_id' }) providerId!: string;
  @Column('uuid', { name: 'service_id' }) serviceId!: string;
  @Column('text') status!: TaskStatus;
  @Column('text', { name: 'business_status' }) businessStatus!: BusinessStatus;
  @Column('text', { name: 'status_reason', nullable: true }) statusReason!: DeclineReason | 'never-attended' | null;
  @Column('text', { array: true }) needs!: NeedCode[];
  @Column('text', { name: 'level_of_support' }) levelOfSupport!: LevelOfSupport;
  @Column('boolean', { name: 'consent_to_share' }) consentToShare!: boolean;
  /** True while the person does not consent to any provider hearing of them (GV-01); goes before what was agreed for this task. */
  @Column('boolean', { name: 'sharing_withdrawn', default: false }) sharingWithdrawn!: boolean;
  /** True while the person does not want to be supported at all (GV-01); the provider hears so, and sees of them what it sees without consent. */
  @Column('boolean', { name: 'support_withdrawn', default: false }) supportWithdrawn!: boolean;
  /** The scheme that asks, and its organisation; null in tasks from before they were kept. */
  @Column('uuid', { name: 'scheme_id', nullable: true }) schemeId!: string | null;
  @Column('uuid', { name: 'organisation_id', nullable: true }) organisationId!: string | null;
  /** What caseload shared of the person; how much of it is shown depends on consent and status. */
  @Column('jsonb', { nullable: true }) person!: PersonDetails | null;
  @Column('integer') attendances!: number;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt!: Date;
  @Column('timestamptz', { name: 'respond_by' }) respondBy!: Date;
  @Column('timestamptz', { name: 'last_modified' }) lastModified!: Date;
  @Column('integer') version!: number;

  static request(id: string, connection: ConnectionRequested, now: Date): Task {
    const { connectionId, referralId, schemeId, organisationId, providerId, serviceId } = connection;
    const { needs, levelOfSupport, consentToShare, person } = connection;
    return Object.assign(new Task(), {
      ...{ id, connectionId, referralId, schemeId, organisationId, providerId, serviceId, needs, levelOfSupport, consentToShare },
      person: person ?? null,
      status: 'requested',
      businessStatus: 'asked',
      statusReason: null,
      attendances: 0,
      sharingWithdrawn: false,
      supportWithdrawn: false,
      requestedAt: new Date(connection.requestedAt),
      respondBy: new Date(connection.respondBy),
      lastModified: now,
      version: 1,
    });
  }

  /** The provider takes the person on, at once or from its waiting list. */
  accept(now: Date): TaskAccepted {
    if (this.businessStatus !== 'waiting-list') this.mustBeUnanswered();
    this.become('accepted', 'accepted', now);
    return this.tell(TaskAccepted, { waitingList: false, acceptedAt: now.toISOString() });
  }

  /** The provider takes the person on, and there is no place yet. */
  waitlist(now: Date): TaskAccepted {
    if (this.businessStatus === 'waiting-list') throw new TaskConflictError('ALREADY_WAITING');
    this.mustBeUnanswered();
    this.become('accepted', 'waiting-list', now);
    return this.tell(TaskAccepted, { waitingList: true, acceptedAt: now.toISOString() });
  }

  /** The provider says no, also after a yes, as long as the person has not come. */
  decline(reason: DeclineReason, now: Date): TaskDeclined {
    this.mustBeOpen();
    if (this.status === 'in-progress') throw new TaskConflictError('ALREADY_ATTENDED');
    if (reason === 'declined-by-person') this.become('cancelled', 'declined-by-person', now);
    else this.become('rejected', reason === 'no-capacity' ? 'no-capacity' : 'declined', now);
    this.statusReason = reason;
    return this.tell(TaskDeclined, { reason, declinedAt: now.toISOString() });
  }

  attended(at: Date, now: Date): TaskAttended {
    this.mustBeAccepted();
    const first = this.attendances === 0;
    this.attendances += 1;
    this.become('in-progress', first ? 'first-attended' : 'attending', now);
    return this.tell(TaskAttended, { first, attendedAt: at.toISOString() });
  }

  /** The person was expected and did not come. Nothing ends by it (CL-16). */
  notAttended(expectedAt: Date, now: Date): TaskNotAttended {
    this.mustBeAccepted();
    this.become(this.status, this.businessStatus, now);
    return this.tell(TaskNotAttended, { expectedAt: expectedAt.toISOString() });
  }

  /** The provider's work ends. Who never came cannot have been sustained: that Task has failed (docs/fhir-wire-format.md §4). */
  complete(outcome: 'sustained' | 'stopped', now: Date): TaskCompleted {
    this.mustBeAccepted();
    const everCame = this.attendances > 0;
    if (!everCame && outcome === 'sustained') throw new TaskConflictError('NEVER_ATTENDED');
    if (everCame) this.become('completed', outcome, now);
    else this.become('failed', 'never-attended', now);
    if (!everCame) this.statusReason = 'never-attended';
    return this.tell(TaskCompleted, { outcome, completedAt: now.toISOString() });
  }

  /** The person's word on what providers may see of them holds from now on, whatever has become of the task. */
  share(allowed: boolean, now: Date): void {
    if (this.sharingWithdrawn === !allowed) return;
    this.sharingWithdrawn = !allowed;
    this.become(this.status, this.businessStatus, now);
  }

  /** Whether the person wants to be supported, from now on. True when that is news to a provider whose task goes on. */
  support(wanted: boolean, now: Date): boolean {
    if (this.supportWithdrawn === !wanted) return false;
    this.supportWithdrawn = !wanted;
    this.become(this.status, this.businessStatus, now);
    return !ENDED.has(this.status);
  }

  /** Which of the fields its provider was given: no more than that is corrected. */
  sharedOf(fields: readonly CorrectedField[]): CorrectedField[] {
    return fields.filter((field) => this.person?.[field === 'address' ? 'postcode' : field] !== undefined);
  }

  /** What was shared of the person as it is from now on (GV-08): who was given a first name gets a first name. True when something changed. */
  correct(corrected: PersonDetails, now: Date): boolean {
    if (!this.person) return false;
    const before = plain(this.person);
    this.person = plain(corrected);
    const [first = ''] = corrected.name.given;
    if (before.name.family === undefined) this.person.name = { given: [first], text: first };
    if (isDeepStrictEqual(this.person, before)) return false;
    this.become(this.status, this.businessStatus, now);
    return true;
  }

  /** A correction is news to a provider whose task goes on and who sees what it is about; without the person's consent that is the first name. */
  hearsOf(fields: readonly CorrectedField[]): boolean {
    if (!this.person || ENDED.has(this.status)) return false;
    const seesMore = this.person.name.family !== undefined && !this.sharingWithdrawn && !this.supportWithdrawn;
    return fields.some((field) => field === 'name' || (seesMore && field !== 'nhsNumber'));
  }

  /** The hub takes the request back. Not if the provider has ended it already; false then. */
  withdraw(now: Date): boolean {
    if (ENDED.has(this.status)) return false;
    this.become('cancelled', 'withdrawn', now);
    return true;
  }

  toTaskRequested(): TaskRequested {
    return this.tell(TaskRequested, { requestedAt: this.requestedAt.toISOString(), respondBy: this.respondBy.toISOString() });
  }

  toTaskNotified(attempts: number, at: Date): TaskNotified {
    return this.tell(TaskNotified, { attempts, notifiedAt: at.toISOString() });
  }

  private tell<T extends ProviderTask>(event: new () => T, facts: Omit<T, keyof ProviderTask>): T {
    const { referralId, connectionId, id: taskId, serviceId, providerId } = this;
    return Object.assign(new event(), { referralId, connectionId, taskId, serviceId, providerId }, facts);
  }

  private become(status: TaskStatus, businessStatus: BusinessStatus, now: Date): void {
    Object.assign(this, { status, businessStatus, lastModified: now, version: this.version + 1 });
  }

  private mustBeOpen(): void {
    if (ENDED.has(this.status)) throw new TaskConflictError('ALREADY_ENDED');
  }

  private mustBeUnanswered(): void {
    this.mustBeOpen();
    if (this.status !== 'requested') throw new TaskConflictError('ALREADY_ACCEPTED');
  }

  private mustBeAccepted(): void {
    this.mustBeOpen();
    if (this.status === 'requested') throw new TaskConflictError('NOT_YET_ACCEPTED');
  }
}

/** As it is stored: without what is undefined, and of no class. */
function plain(person: PersonDetails): PersonDetails {
  return JSON.parse(JSON.stringify(person)) as PersonDetails;
}

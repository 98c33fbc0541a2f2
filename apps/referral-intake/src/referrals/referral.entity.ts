import type { Identifier } from '@medplum/fhirtypes';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { NeedCode, Priority } from '#libs/contracts';
import { REFERRAL_PROGRESS, REFERRAL_PROGRESS_CODES, type ReferralProgress, type WorkOutput } from '#libs/fhir';

const ORDER: ReadonlyMap<ReferralProgress, number> = new Map(REFERRAL_PROGRESS_CODES.map((code, index) => [code, index]));
const CLOSED: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed', 'rejected', 'entered-in-error']);

/** The points at which a referral has ended. */
export const CLOSED_PROGRESS: readonly ReferralProgress[] = REFERRAL_PROGRESS_CODES.filter((code) =>
  CLOSED.has(REFERRAL_PROGRESS[code].status),
);

/** What is wrong with the processing of a referral, as its sender may know it. */
export type ReferralFault = 'stands-still' | 'set-aside';

/** A referral as its sender sees it: what its Task (T1) tells. The person's support itself is caseload's. */
@Entity('referral')
@Index('referral_sender_received', ['senderId', 'receivedAt'])
export class Referral {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'referral_pk' })
  id!: string;

  /** Spoken and printed: `SP-4K7Q-9M2X`. */
  @Index('referral_reference', { unique: true })
  @Column('text')
  reference!: string;

  @Column('uuid', { name: 'sender_id' })
  senderId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Index('referral_person')
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'patient_id' })
  patientId!: string;

  @Column('text')
  priority!: Priority;

  @Column('jsonb')
  needs!: NeedCode[];

  /** The identifiers of the sender's own Task, untouched and in order. */
  @Column('jsonb', { name: 'task_identifiers' })
  taskIdentifiers!: Identifier[];

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text')
  progress!: ReferralProgress;

  /** Where the case had come to when it was referred back to a health professional; null when it is not (CL-22). */
  @Column('text', { name: 'referred_back_from', nullable: true })
  referredBackFrom!: ReferralProgress | null;

  /** Refer-backs that no clinician has acknowledged. */
  @Column('integer', { name: 'refer_backs_waiting', default: 0 })
  referBacksWaiting!: number;

  /** Whether something told of the referral cannot be processed somewhere, or could not be and was set aside; null when all is well. */
  @Column('text', { nullable: true })
  fault!: ReferralFault | null;

  /** Code of `H/CodeSystem/reason`, where somebody gave one. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** When the service level in force ends. */
  @Column('timestamptz', { name: 'respond_by', nullable: true })
  respondBy!: Date | null;

  @Column('jsonb')
  outputs!: WorkOutput[];

  /** `meta.versionId` of the Task: every change is a version. */
  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'last_modified' })
  lastModified!: Date;

  get isClosed(): boolean {
    return CLOSED.has(REFERRAL_PROGRESS[this.progress].status);
  }

  /** How its sender took it back, as the Task's status; null when it did not. */
  get withdrawnAs(): 'cancelled' | 'entered-in-error' | null {
    if (this.progress === 'entered-in-error') return this.progress;
    return this.progress === 'withdrawn' ? 'cancelled' : null;
  }

  /**
   * The case has come to a further point, and from then on `respondBy` is when the next service level ends. What was
   * reached is not taken back by a later first contact or attendance: each point is told at most once. A refer-back that
   * waits for a clinician stays on show meanwhile.
   */
  advance(to: ReferralProgress, at: Date, respondBy: Date | null = null): void {
    const reached = this.referredBackFrom ?? this.progress;
    if (this.isClosed || (ORDER.get(to) ?? 0) <= (ORDER.get(reached) ?? 0)) return;
    if (this.referBacksWaiting > 0) this.referredBackFrom = to;
    else Object.assign(this, { progress: to, respondBy, referredBackFrom: null });
    this.changed(at);
  }

  /** The case goes back to a health professional: the Task says so at once, whatever it had come to (CL-22). */
  referBack(at: Date, acknowledgeBy: Date): void {
    if (this.isClosed) return;
    this.referredBackFrom ??= this.progress;
    this.progress = 'referred-back';
    this.respondBy = acknowledgeBy;
    this.referBacksWaiting += 1;
    this.changed(at);
  }

  /** A clinician has it. The Task goes on saying so until the case comes to a further point. */
  referBackAcknowledged(at: Date): void {
    if (this.referBacksWaiting === 0) return;
    this.referBacksWaiting -= 1;
    if (this.isClosed) return;
    if (this.referBacksWaiting === 0) this.respondBy = null;
    this.changed(at);
  }

  /** What the Task says: nothing goes before a crisis. */
  get taskPriority(): Priority {
    return this.progress === 'referred-back' ? 'stat' : this.priority;
  }

  close(as: ReferralProgress, at: Date, outputs: readonly WorkOutput[]): void {
    if (this.isClosed) return;
    this.progress = as;
    this.respondBy = null;
    this.referredBackFrom = null;
    this.outputs = [...this.outputs, ...outputs];
    this.changed(at);
  }

  /** Its processing is at fault, or no longer. The point that the case has come to stays as it is. */
  setFault(fault: ReferralFault | null, at: Date): void {
    if (this.fault === fault) return;
    this.fault = fault;
    if (!this.isClosed) this.changed(at);
  }

  /** Outputs are appended, never removed (docs/fhir-wire-format.md §3). */
  addOutputs(outputs: readonly WorkOutput[], at: Date): void {
    this.outputs = [...this.outputs, ...outputs];
    this.changed(at);
  }

  private changed(at: Date): void {
    this.version += 1;
    this.lastModified = at;
  }
}

import { Column, ForeignKey, PrimaryColumn } from 'typeorm';
import type {
  AccessNeeds,
  CaseStatus,
  ClosureEnding,
  ClosureReason,
  ContactMode,
  NeedCode,
  PersonDetails,
  PresentingGroup,
  Priority,
} from '#libs/contracts';
import type { NextAction } from '../actions/next-action.rules';
import type { KeepInTouchTier } from '../contacts/keep-in-touch.rules';
import { SchemeCopy } from '../schemes/scheme-copy.entity';
import { Worker } from '../workers/worker.entity';

/** What is on record of a case. Its rules stand in `Case`. */
export abstract class CaseRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_pk' })
  id!: string;

  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text')
  reference!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('uuid', { name: 'scheme_id' })
  @ForeignKey(() => SchemeCopy, 'schemeId', { name: 'case_scheme_fk' })
  schemeId!: string;

  @Column('uuid', { name: 'sender_id' })
  senderId!: string;

  @Column('text', { name: 'sender_name' })
  senderName!: string;

  @Column('text')
  priority!: Priority;

  @Column('text', { array: true })
  needs!: NeedCode[];

  /** Null when the details came sealed with a key that has been destroyed. */
  @Column('jsonb', { nullable: true })
  person!: PersonDetails | null;

  /** The sender asks that the person is not contacted by those who get the referral. */
  @Column('boolean', { name: 'contact_prohibited' })
  contactProhibited!: boolean;

  @Column('text')
  status!: CaseStatus;

  @Column('uuid', { name: 'worker_id', nullable: true })
  @ForeignKey(() => Worker, 'id', { name: 'case_worker_fk' })
  workerId!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'allocate_by' })
  allocateBy!: Date;

  @Column('timestamptz', { name: 'contact_by' })
  contactBy!: Date;

  @Column('timestamptz', { name: 'allocated_at', nullable: true })
  allocatedAt!: Date | null;

  @Column('timestamptz', { name: 'first_contact_at', nullable: true })
  firstContactAt!: Date | null;

  @Column('timestamptz', { name: 'last_kept_at', nullable: true })
  lastKeptAt!: Date | null;

  @Column('timestamptz', { name: 'last_missed_at', nullable: true })
  lastMissedAt!: Date | null;

  @Column('integer', { name: 'kept_contacts' })
  keptContacts!: number;

  @Column('text', { name: 'next_action_type', nullable: true })
  nextActionType!: string | null;

  @Column('text', { name: 'next_action_title', nullable: true })
  nextActionTitle!: string | null;

  @Column('text', { name: 'next_action_owner', nullable: true })
  nextActionOwner!: NextAction['owner'] | null;

  /** The worker who must act, when the next action names one. */
  @Column('uuid', { name: 'next_action_owner_id', nullable: true })
  nextActionOwnerId!: string | null;

  /** The stored action, when the next action is one. */
  @Column('uuid', { name: 'next_action_id', nullable: true })
  nextActionId!: string | null;

  @Column('timestamptz', { name: 'next_action_due_at', nullable: true })
  nextActionDueAt!: Date | null;

  /** When the support is next reviewed with the person; from the first contact on (CL-05). */
  @Column('timestamptz', { name: 'review_by', nullable: true })
  reviewBy!: Date | null;

  /** From when the next action counts as overdue; with the five below, what the limbo lists are read from. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true })
  overdueAt!: Date | null;

  @Column('timestamptz', { name: 'not_contacted_at', nullable: true })
  notContactedAt!: Date | null;

  @Column('timestamptz', { name: 'provider_late_at', nullable: true })
  providerLateAt!: Date | null;

  @Column('timestamptz', { name: 'blocked_late_at', nullable: true })
  blockedLateAt!: Date | null;

  @Column('timestamptz', { name: 'hand_over_late_at', nullable: true })
  handOverLateAt!: Date | null;

  @Column('timestamptz', { name: 'crisis_late_at', nullable: true })
  crisisLateAt!: Date | null;

  /** How the person would rather be contacted (CL-06). */
  @Column('text', { name: 'preferred_mode', nullable: true })
  preferredMode!: ContactMode | null;

  /** What they need so that they can take part; held here once (CL-17). */
  @Column('jsonb', { name: 'access_needs', nullable: true })
  accessNeeds!: AccessNeeds | null;

  /** How often they are called to keep in touch, if at all (CL-35). */
  @Column('text', { name: 'keep_in_touch_tier', nullable: true })
  keepInTouchTier!: KeepInTouchTier | null;

  /** Why social prescribing is meant for them; several may apply (CL-40). */
  @Column('text', { name: 'presenting_groups', array: true, default: [] })
  presentingGroups!: PresentingGroup[];

  /** The part of the scheme's coverage they live in, in the scheme's own words (CL-41). */
  @Column('text', { nullable: true })
  area!: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closure_reason', nullable: true })
  closureReason!: ClosureReason | null;

  /** What happened, when the reason is `ended`; null on cases that closed before it was asked. */
  @Column('text', { name: 'closure_ending', nullable: true })
  closureEnding!: ClosureEnding | null;

  /** Counts the changes from 1; the `ETag`. */
  @Column('integer')
  version!: number;
}

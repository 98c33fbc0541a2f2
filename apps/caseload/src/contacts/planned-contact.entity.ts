import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContactMode } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import { PlannedContactSettledError } from './contact.errors';
import type { Adjustment } from './missed.rules';

export const PLANNED_CONTACT_STATES = ['planned', 'kept', 'missed-by-person', 'missed-by-service', 'cancelled'] as const;
export type PlannedContactState = (typeof PLANNED_CONTACT_STATES)[number];

/** Agreed: the link worker made it with the person. Keep-in-touch: it recurs by the person's tier (CL-35). */
export const PLANNED_CONTACT_PURPOSES = ['agreed', 'keep-in-touch'] as const;
export type PlannedContactPurpose = (typeof PLANNED_CONTACT_PURPOSES)[number];

/** With whom a contact was agreed. */
export const AGREED_WITH = ['person', 'carer', 'relative', 'professional'] as const;
export type AgreedWith = (typeof AGREED_WITH)[number];

/** When and how a contact is to happen. */
export interface ContactPlan {
  readonly mode: ContactMode;
  readonly place: string | null;
  readonly at: Date;
  readonly modeReason: string | null;
  readonly expectedBackAt: Date | null;
  readonly colleagueId: string | null;
}

const NOTHING_YET = { backAt: null, alarmedAt: null, remoteModeId: null, beforeRemote: null, settledAt: null } as const;

/** A contact that lies ahead: how, where, when and agreed with whom (CL-06). It changes only under its case's lock. */
@Entity('planned_contact')
@Index('planned_contact_by_case', ['caseId', 'at', 'id'])
@Index('planned_contact_open', ['at', 'id'], { where: `state = 'planned'` })
@Index('planned_contact_visit_out', ['expectedBackAt', 'id'], {
  where: `mode = 'home-visit' AND back_at IS NULL AND state <> 'missed-by-service' AND (state <> 'cancelled' OR settled_at >= at)`,
})
@Index('planned_contact_by_remote_mode', ['remoteModeId'], { where: 'remote_mode_id IS NOT NULL' })
@Index('planned_contact_one_keep_in_touch', ['caseId'], { unique: true, where: `state = 'planned' AND purpose = 'keep-in-touch'` })
@Check('planned_contact_state_known', `state IN ('planned', 'kept', 'missed-by-person', 'missed-by-service', 'cancelled')`)
@Check('planned_contact_purpose_known', `purpose IN ('agreed', 'keep-in-touch')`)
@Check('planned_contact_settled_has_date', `(state = 'planned') = (settled_at IS NULL)`)
@Check('planned_contact_visit_is_watched', `mode <> 'home-visit' OR (expected_back_at IS NOT NULL AND colleague_id IS NOT NULL)`)
export class PlannedContact {
  /** Also of the contact that it becomes. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'planned_contact_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'planned_contact_case_fk' })
  caseId!: string;

  @Column('text')
  purpose!: PlannedContactPurpose;

  @Column('text')
  state!: PlannedContactState;

  @Column('text')
  mode!: ContactMode;

  @Column('text', { nullable: true })
  place!: string | null;

  @Column('timestamptz')
  at!: Date;

  /** Null when nobody was asked, as with calls that recur. */
  @Column('text', { name: 'agreed_with', nullable: true })
  agreedWith!: AgreedWith | null;

  /** Why it happens in another way than the person prefers. */
  @Column('text', { name: 'mode_reason', nullable: true })
  modeReason!: string | null;

  /** What is done so that the person can take part (CL-16). */
  @Column('text', { array: true })
  adjustments!: Adjustment[];

  /** When the worker expects to be back from a home visit (GV-04). */
  @Column('timestamptz', { name: 'expected_back_at', nullable: true })
  expectedBackAt!: Date | null;

  /** The worker who is told when they are not. */
  @Column('uuid', { name: 'colleague_id', nullable: true })
  colleagueId!: string | null;

  @Column('timestamptz', { name: 'back_at', nullable: true })
  backAt!: Date | null;

  /** When the alarm was raised because they were not. */
  @Column('timestamptz', { name: 'alarmed_at', nullable: true })
  alarmedAt!: Date | null;

  /** The switch to remote contact that changed it (CL-35); null once somebody has changed it since. */
  @Column('uuid', { name: 'remote_mode_id', nullable: true })
  remoteModeId!: string | null;

  /** How it was to happen before that. */
  @Column('jsonb', { name: 'before_remote', nullable: true })
  beforeRemote!: Readonly<{ mode: ContactMode; place: string | null }> | null;

  @Column('text', { name: 'planned_by' })
  plannedBy!: string;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  static plan(
    fields: Pick<PlannedContact, 'id' | 'caseId' | 'purpose' | 'agreedWith' | 'adjustments' | 'plannedBy' | 'plannedAt'> & ContactPlan,
  ): PlannedContact {
    return Object.assign(new PlannedContact(), { ...fields, state: 'planned', ...NOTHING_YET });
  }

  /** It was kept, or missed by one of the two. */
  settle(state: Exclude<PlannedContactState, 'planned'>, at: Date): void {
    this.assertPlanned();
    Object.assign(this, { state, settledAt: at });
  }

  reschedule(plan: ContactPlan): void {
    this.assertPlanned();
    Object.assign(this, plan, { remoteModeId: null, beforeRemote: null, alarmedAt: null, backAt: null });
  }

  assertPlanned(): void {
    if (this.state !== 'planned') throw new PlannedContactSettledError(this.state);
  }
}

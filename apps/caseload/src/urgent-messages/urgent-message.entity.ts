import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import type { Channel, MessageState } from '../person-messages/person-message.rules';
import type { UrgentAddress, UrgentOccasion, UrgentPart } from './urgent-message.rules';

/** What is told of a message when it is queued. */
export interface UrgentMessageToQueue {
  readonly caseId: string;
  readonly source: string;
  readonly occasion: UrgentOccasion;
  readonly to: UrgentAddress;
  readonly words: { readonly subject: string; readonly text: string };
}

/** Something the service writes to its staff at once. It holds nothing of the person but the case's reference. */
@Entity('urgent_message')
@Index('urgent_message_by_source', ['source', 'queuedAt', 'id'])
@Index('urgent_message_by_case', ['caseId'])
@Index('urgent_message_due', ['channel', 'nextTryAt', 'id'], { where: `state = 'queued'` })
@Check('urgent_message_part_known', `part IN ('clinician', 'supervisor', 'lead')`)
@Check('urgent_message_channel_known', `channel IN ('sms', 'email')`)
@Check('urgent_message_state_known', `state IN ('queued', 'sent', 'failed', 'skipped')`)
@Check('urgent_message_settled_has_date', `(state = 'queued') = (settled_at IS NULL)`)
export class UrgentMessage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'urgent_message_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'urgent_message_case_fk' })
  caseId!: string;

  /** What it is about, as in `refer-back:<id>`: when that is settled, what has not gone stays. */
  @Column('text')
  source!: string;

  @Column('text')
  occasion!: UrgentOccasion;

  @Column('text')
  part!: UrgentPart;

  @Column('text')
  name!: string;

  @Column('text')
  channel!: Channel;

  @Column('text')
  address!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  state!: MessageState;

  /** Why it has failed so far, or need not go any more: a code. */
  @Column('text', { nullable: true })
  why!: string | null;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { name: 'queued_at' })
  queuedAt!: Date;

  /** When it is tried next; while an instance sends it, when another may take it over. */
  @Column('timestamptz', { name: 'next_try_at' })
  nextTryAt!: Date;

  /** The instance that sends it just now. */
  @Column('uuid', { nullable: true })
  claim!: string | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  static queue({ caseId, source, occasion, to, words }: UrgentMessageToQueue, now: Date): UrgentMessage {
    const nothingYet = { state: 'queued', why: null, attempts: 0, claim: null, settledAt: null };
    const made = { id: randomUUID(), caseId, source, occasion, ...to, ...words, queuedAt: now, nextTryAt: now };
    return Object.assign(new UrgentMessage(), made, nothingYet);
  }
}

import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import type { Language } from '../texts/text.rules';
import type { Channel, MessageState, PersonMessageTemplate, Route } from './person-message.rules';

/** What is told of a message when it is queued. */
export interface MessageToQueue {
  readonly caseId: string;
  readonly template: PersonMessageTemplate;
  readonly route: Route;
  readonly language: Language;
  readonly data: Readonly<Record<string, string>>;
  readonly relatedPersonId: string | null;
  readonly despiteContactRule: boolean;
}

/** Something the service writes to the person. Its words and its address are put in when it is sent: until then they may change. */
@Entity('person_message')
@Index('person_message_by_case', ['caseId', 'queuedAt', 'id'])
@Index('person_message_due', ['channel', 'nextTryAt', 'id'], { where: `state = 'queued'` })
@Check('person_message_state_known', `state IN ('queued', 'sent', 'failed', 'skipped')`)
@Check('person_message_channel_known', `channel IN ('sms', 'email')`)
@Check('person_message_language_known', `language IN ('en', 'cy')`)
@Check('person_message_has_way_or_reason', `CASE WHEN state = 'skipped' THEN why IS NOT NULL ELSE channel IS NOT NULL END`)
@Check('person_message_settled_has_date', `(state = 'queued') = (settled_at IS NULL)`)
export class PersonMessage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_message_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'person_message_case_fk' })
  caseId!: string;

  @Column('text')
  template!: PersonMessageTemplate;

  @Column('text', { nullable: true })
  channel!: Channel | null;

  @Column('text')
  language!: Language;

  /** What the template was told; no secret, link or code, is among it. */
  @Column('jsonb')
  data!: Readonly<Record<string, string>>;

  /** The carer to whom it goes in the person's place (ID-02). */
  @Column('uuid', { name: 'related_person_id', nullable: true })
  relatedPersonId!: string | null;

  /** Sent although the referrer asks that the person is not contacted: whoever sent it said why. */
  @Column('boolean', { name: 'despite_contact_rule', default: false })
  despiteContactRule!: boolean;

  @Column('text')
  state!: MessageState;

  /** Why it was skipped or has failed so far: a code. */
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

  static queue({ route, ...told }: MessageToQueue, now: Date): PersonMessage {
    const made = { id: randomUUID(), ...told, attempts: 0, queuedAt: now, nextTryAt: now, claim: null };
    const way =
      'skipped' in route
        ? { channel: null, state: 'skipped', why: route.skipped, settledAt: now }
        : { channel: route.channel, state: 'queued', why: null, settledAt: null };
    return Object.assign(new PersonMessage(), { ...made, ...way });
  }
}

import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import type { Language } from '../texts/text.rules';
import type { PreferredChannel } from './person-message.rules';

/** How a person wants to be written to, as they said themselves or told the link worker. */
@Entity('message_preference')
@Check('message_preference_channel_known', `channel IN ('sms', 'email', 'none')`)
@Check('message_preference_language_known', `language IN ('en', 'cy')`)
export class MessagePreferenceRow {
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'message_preference_pk' })
  @ForeignKey(() => Case, 'id', { name: 'message_preference_case_fk' })
  caseId!: string;

  @Column('text', { nullable: true })
  channel!: PreferredChannel | null;

  @Column('text', { nullable: true })
  language!: Language | null;
}

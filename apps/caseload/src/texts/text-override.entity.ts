import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { TextKey } from './english.rules';
import type { Language } from './text.rules';

/** An organisation's own words in the place of a text of the catalogue. */
@Entity('text_override')
@Check('text_override_language_known', `language IN ('en', 'cy')`)
@Check('text_override_not_empty', `text <> ''`)
export class TextOverride {
  @PrimaryColumn('uuid', { name: 'organisation_id', primaryKeyConstraintName: 'text_override_pk' })
  organisationId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'text_override_pk' })
  key!: TextKey;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'text_override_pk' })
  language!: Language;

  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  /** `sub` of who changed it. */
  @Column('text', { name: 'changed_by' })
  changedBy!: string;
}

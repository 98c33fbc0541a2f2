import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SchemeCopy } from './scheme-copy.entity';

/** What a scheme has set for itself in caseload; what it has not set has its default. */
@Entity('scheme_settings')
export class SchemeSettingsRow {
  @PrimaryColumn('uuid', { name: 'scheme_id', primaryKeyConstraintName: 'scheme_settings_pk' })
  @ForeignKey(() => SchemeCopy, 'schemeId', { name: 'scheme_settings_scheme_fk' })
  schemeId!: string;

  @Column('jsonb')
  settings!: Readonly<Record<string, unknown>>;
}

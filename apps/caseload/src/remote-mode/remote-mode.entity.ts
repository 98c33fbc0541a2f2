import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RemoteMode as Mode } from '../contacts/contact-modes.rules';

/** A scheme's in-person contacts are suspended for a time, and happen remotely instead (CL-35). */
@Entity('remote_mode')
@Index('remote_mode_by_scheme', ['schemeId', 'startedAt'])
@Check('remote_mode_mode_known', `mode IN ('phone', 'video')`)
@Check('remote_mode_ends_after_start', `until_at IS NULL OR until_at > from_at`)
@Check('remote_mode_undone_is_complete', `(undone_at IS NULL) = (undone_by IS NULL)`)
export class RemoteMode {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'remote_mode_pk' })
  id!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('timestamptz', { name: 'from_at' })
  fromAt!: Date;

  /** Null: until further notice. */
  @Column('timestamptz', { name: 'until_at', nullable: true })
  untilAt!: Date | null;

  @Column('text')
  mode!: Mode;

  /** How many contacts it changed. */
  @Column('integer')
  switched!: number;

  @Column('text', { name: 'started_by' })
  startedBy!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('text', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}

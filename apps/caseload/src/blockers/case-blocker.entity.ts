import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import { BlockerEndedError } from './blocker.errors';

/** The third step that support waits for. */
export const BLOCKERS = ['assessment', 'checks', 'observed-sessions', 'equipment', 'funding', 'transport', 'other'] as const;
export type BlockerCode = (typeof BLOCKERS)[number];

/** Support waits for a step that somebody else takes (CL-19). */
@Entity('case_blocker')
@Index('case_blocker_by_case', ['caseId', 'since'])
@Check('case_blocker_code_known', `blocker IN ('assessment', 'checks', 'observed-sessions', 'equipment', 'funding', 'transport', 'other')`)
@Check('case_blocker_has_owner', `owner <> ''`)
@Check('case_blocker_ends_after_it_begins', `ended_at >= since`)
export class CaseBlocker {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_blocker_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'case_blocker_case_fk' })
  caseId!: string;

  @Column('text')
  blocker!: BlockerCode;

  /** Who takes that step: a team or an organisation. */
  @Column('text')
  owner!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz')
  since!: Date;

  /** ISO date: the day on which the step is expected to be done. */
  @Column('date', { name: 'expected_by' })
  expectedBy!: string;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  static of(facts: Pick<CaseBlocker, 'caseId' | 'blocker' | 'owner' | 'note' | 'since' | 'expectedBy'>): CaseBlocker {
    return Object.assign(new CaseBlocker(), facts, { id: randomUUID(), endedAt: null });
  }

  /** What the action that it opens is known by. */
  get source(): string {
    return `blocker:${this.id}`;
  }

  end(at: Date): void {
    if (this.endedAt) throw new BlockerEndedError();
    this.endedAt = at;
  }

  expect(day: string): void {
    if (this.endedAt) throw new BlockerEndedError();
    this.expectedBy = day;
  }
}

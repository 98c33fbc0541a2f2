import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { HandOverState } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import { HandOverSettledError } from './hand-over.errors';

/** To whom a person is handed over: another worker, perhaps of another scheme, or the service of a connection. */
export interface Receiver {
  readonly toWorkerId: string | null;
  readonly toSchemeId: string | null;
  readonly connectionId: string | null;
}

/** A person moves on, and the sending side stays responsible until the receiving side confirms that they have started (CL-18). */
@Entity('hand_over')
@Index('hand_over_by_case', ['caseId', 'startedAt'])
@Index('hand_over_one_waiting', ['caseId'], { unique: true, where: `state = 'waiting'` })
@Check('hand_over_state_known', `state IN ('waiting', 'confirmed', 'declined', 'declined-by-person', 'withdrawn')`)
@Check('hand_over_one_receiver', `(to_worker_id IS NULL) <> (connection_id IS NULL)`)
@Check('hand_over_settled_is_complete', `(state = 'waiting') = (settled_at IS NULL)`)
export class HandOver {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'hand_over_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'hand_over_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'to_worker_id', nullable: true })
  toWorkerId!: string | null;

  /** Only when it is another scheme than the case's. */
  @Column('uuid', { name: 'to_scheme_id', nullable: true })
  toSchemeId!: string | null;

  @Column('uuid', { name: 'connection_id', nullable: true })
  connectionId!: string | null;

  @Column('text')
  state!: HandOverState;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  /** When the confirmation is due; from then on the case is in limbo. */
  @Column('timestamptz', { name: 'confirm_by' })
  confirmBy!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  static start(caseId: string, to: Receiver, confirmBy: Date, at: Date): HandOver {
    const facts = { id: randomUUID(), caseId, ...to, confirmBy, startedAt: at };
    return Object.assign(new HandOver(), facts, { state: 'waiting', settledAt: null });
  }

  /** What the action that it opens is known by. */
  get source(): string {
    return `hand-over:${this.id}`;
  }

  settle(state: Exclude<HandOverState, 'waiting'>, at: Date): void {
    if (this.state !== 'waiting') throw new HandOverSettledError(this.state);
    Object.assign(this, { state, settledAt: at });
  }
}

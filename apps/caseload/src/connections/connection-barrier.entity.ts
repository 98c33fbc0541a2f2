import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BarrierCode } from './barrier.rules';
import { Connection } from './connection.entity';
import { BarrierAlreadyResolvedError } from './connection.errors';

/** Something that stands in the way of a connection, how it was resolved and what that cost (CL-33). */
@Entity('connection_barrier')
@Index('connection_barrier_by_connection', ['connectionId', 'openedAt', 'id'])
@Check('connection_barrier_code_known', `code IN ('transport', 'money', 'confidence', 'time', 'access', 'culture', 'other')`)
@Check(
  'connection_barrier_resolved_is_complete',
  `(resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NOT NULL OR cost_pence IS NULL)`,
)
@Check('connection_barrier_cost', `cost_pence >= 0`)
export class ConnectionBarrier {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connection_barrier_pk' })
  id!: string;

  @Column('uuid', { name: 'connection_id' })
  @ForeignKey(() => Connection, 'id', { name: 'connection_barrier_connection_fk' })
  connectionId!: string;

  @Column('text')
  code!: BarrierCode;

  /** The worker's words. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column('text', { nullable: true })
  resolution!: string | null;

  /** What resolving it cost, in pence. */
  @Column('integer', { name: 'cost_pence', nullable: true })
  costPence!: number | null;

  static log(connectionId: string, code: BarrierCode, note: string | null, openedAt: Date): ConnectionBarrier {
    const nothingYet = { resolvedAt: null, resolution: null, costPence: null };
    return Object.assign(new ConnectionBarrier(), { id: randomUUID(), connectionId, code, note, openedAt, ...nothingYet });
  }

  resolve(resolution: string, costPence: number | null, resolvedAt: Date): void {
    if (this.resolvedAt) throw new BarrierAlreadyResolvedError();
    Object.assign(this, { resolution, costPence, resolvedAt });
  }
}

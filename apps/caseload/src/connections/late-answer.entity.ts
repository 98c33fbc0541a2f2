import { randomUUID } from 'node:crypto';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ConnectionState, ProviderTask } from '#libs/contracts';
import { Connection } from './connection.entity';

/** What a provider said after the case had closed, or after the connection had gone another way: kept, and nothing changed by it. */
@Entity('late_answer')
@Index('late_answer_by_connection', ['connectionId', 'at', 'id'])
export class LateAnswer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'late_answer_pk' })
  id!: string;

  @Column('uuid', { name: 'connection_id' })
  @ForeignKey(() => Connection, 'id', { name: 'late_answer_connection_fk' })
  connectionId!: string;

  /** As it stands in the audit trail, such as `provider-attended`. */
  @Column('text')
  answer!: string;

  /** Of the connection, which stayed. */
  @Column('text')
  state!: ConnectionState;

  /** When it happened, as the provider says. */
  @Column('timestamptz')
  at!: Date;

  /** The event's data: codes, dates and identifiers. */
  @Column('jsonb')
  told!: ProviderTask;

  static of(connection: Pick<Connection, 'id' | 'state'>, answer: string, told: ProviderTask, at: Date): LateAnswer {
    return Object.assign(new LateAnswer(), { id: randomUUID(), connectionId: connection.id, state: connection.state, answer, told, at });
  }
}

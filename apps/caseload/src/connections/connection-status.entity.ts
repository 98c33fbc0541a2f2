import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ConnectionState } from '#libs/contracts';
import { Connection } from './connection.entity';

/** One step in the history of a connection, with date and reason (CL-31); written once, never changed. */
@Entity('connection_status')
export class ConnectionStatus {
  @PrimaryColumn('uuid', { name: 'connection_id', primaryKeyConstraintName: 'connection_status_pk' })
  @ForeignKey(() => Connection, 'id', { name: 'connection_status_connection_fk' })
  connectionId!: string;

  /** From 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'connection_status_pk' })
  position!: number;

  @Column('text')
  state!: ConnectionState;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz')
  at!: Date;
}

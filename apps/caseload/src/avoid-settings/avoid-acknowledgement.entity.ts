import { randomUUID } from 'node:crypto';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';

/** Somebody referred to a service in a setting that the person avoids, and said why (CL-20). Restricted like the setting. */
@Entity('avoid_acknowledgement')
@Index('avoid_acknowledgement_by_case', ['caseId', 'at', 'id'])
export class AvoidAcknowledgement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'avoid_acknowledgement_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'avoid_acknowledgement_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'service_id' })
  serviceId!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'acknowledged_by' })
  acknowledgedBy!: string;

  @Column('timestamptz')
  at!: Date;

  static of(fields: Omit<AvoidAcknowledgement, 'id'>): AvoidAcknowledgement {
    return Object.assign(new AvoidAcknowledgement(), { id: randomUUID(), ...fields });
  }
}

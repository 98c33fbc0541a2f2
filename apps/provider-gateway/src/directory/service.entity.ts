import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ServicePublished, type NeedCode, type ServiceSetting } from '#libs/contracts';
import { Provider } from './provider.entity';

/** Open Referral `service.status`. */
export const SERVICE_STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

/** What a provider says of one of its services. */
export interface ServiceFacts {
  readonly name: string;
  readonly description: string;
  readonly needs: NeedCode[];
  readonly status: ServiceStatus;
  /** In what settings it meets people; empty: not told. */
  readonly settings: ServiceSetting[];
}

/** Something a provider offers, and the needs it is for. */
@Entity('service')
export class Service {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'service_pk' }) id!: string;
  @Index('service_provider')
  @ForeignKey(() => Provider, { name: 'service_provider_fk' })
  @Column('uuid', { name: 'provider_id' })
  providerId!: string;
  @Column('varchar', { length: 200 }) name!: string;
  @Column('text') description!: string;
  @Column('text', { array: true }) needs!: NeedCode[];
  @Column('text') status!: ServiceStatus;
  @Column('text', { array: true }) settings!: ServiceSetting[];
  @Column('integer') version!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;

  static offer(id: string, providerId: string, facts: ServiceFacts, now: Date): Service {
    return Object.assign(new Service(), { id, providerId, ...facts, version: 1, createdAt: now });
  }

  change(facts: Partial<ServiceFacts>): void {
    Object.assign(this, facts);
    this.version += 1;
  }

  /** Its whole state, as the other services keep it. */
  toServicePublished(providerName: string): ServicePublished {
    const { id: serviceId, providerId, name, description, needs, status, settings } = this;
    return Object.assign(new ServicePublished(), { serviceId, providerId, providerName, name, description, needs, status, settings });
  }
}

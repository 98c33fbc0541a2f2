import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { NeedCode, ServicePublished, ServiceSetting } from '#libs/contracts';

/** The timer that is set when a service takes nobody any more. */
export const SERVICE_CLOSED = 'service-closed';

/** What caseload keeps of a community service, so that a link worker can choose one. provider-gateway owns it. */
@Entity('service_copy')
@Index('service_copy_by_name', ['name', 'serviceId'])
export class ServiceCopy {
  @PrimaryColumn('uuid', { name: 'service_id', primaryKeyConstraintName: 'service_copy_pk' })
  serviceId!: string;

  @Column('uuid', { name: 'provider_id' })
  providerId!: string;

  @Column('text', { name: 'provider_name' })
  providerName!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('text', { array: true })
  needs!: NeedCode[];

  /** Open Referral `service.status`. */
  @Column('text')
  status!: string;

  /** In what settings it meets people; empty: not told. */
  @Column('text', { array: true })
  settings!: ServiceSetting[];

  /** Of the message it was read from; a lower one is older news. */
  @Column('integer')
  sequence!: number;

  static from(published: ServicePublished, sequence: number): ServiceCopy {
    const { serviceId, providerId, providerName, name, description, needs, status, settings = [] } = published;
    return Object.assign(new ServiceCopy(), { serviceId, providerId, providerName, name, description, needs, status, settings, sequence });
  }

  get isOpen(): boolean {
    return this.status === 'active';
  }
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { ServiceCopy } from './service-copy.entity';

@Injectable()
export class ServiceRepository {
  constructor(private readonly transaction: Transaction) {}

  find(serviceId: string): Promise<ServiceCopy | null> {
    return this.transaction.reader.findOneBy(ServiceCopy, { serviceId });
  }

  /** Keeps the state with the highest sequence, whatever order they arrive in; false when it was older news. */
  async keep(copy: ServiceCopy): Promise<boolean> {
    const kept = await this.transaction.query(
      `INSERT INTO service_copy (service_id, provider_id, provider_name, name, description, needs, status, sequence, settings)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (service_id) DO UPDATE SET provider_id = excluded.provider_id, provider_name = excluded.provider_name, name = excluded.name,
         description = excluded.description, needs = excluded.needs, status = excluded.status, sequence = excluded.sequence, settings = excluded.settings
       WHERE service_copy.sequence < excluded.sequence
       RETURNING service_id`,
      [
        copy.serviceId,
        copy.providerId,
        copy.providerName,
        copy.name,
        copy.description,
        copy.needs,
        copy.status,
        copy.sequence,
        copy.settings,
      ],
    );
    return kept.length > 0;
  }
}

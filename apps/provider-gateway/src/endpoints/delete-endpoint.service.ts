import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { LaneRepository } from '../deliveries/lane.repository';
import { mustManage } from '../directory/managing.rules';
import { EndpointRepository } from './endpoint.repository';

/** Removes an endpoint for good, with its address and secret. What was still due to it is skipped and stays listed, with the reason. */
@Injectable()
export class DeleteEndpointService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly lanes: LaneRepository,
    private readonly audit: AuditService,
  ) {}

  execute(id: string, by: Principal): Promise<void> {
    return this.transaction.run(async () => {
      mustManage(by, (await this.endpoints.get(id)).providerId, 'endpoint');
      // Lanes before their endpoint, as when a delivery ends: the other order would deadlock.
      await this.lanes.abandon(id);
      const endpoint = await this.endpoints.lock(id);
      endpoint.delete();
      await this.endpoints.save(endpoint);
      await this.audit.record({ by, action: 'delete', entity: 'endpoint', entityId: id });
    });
  }
}

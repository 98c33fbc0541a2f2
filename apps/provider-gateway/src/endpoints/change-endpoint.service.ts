import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { DeliveryWorker } from '../deliveries/delivery.worker';
import { mustManage } from '../directory/managing.rules';
import { CheckEndpointAddressService } from './check-endpoint-address.service';
import type { ChangeEndpointDto } from './endpoint.dto';
import { EndpointRepository } from './endpoint.repository';
import { viewOf, type EndpointView } from './endpoint.view';

/** Moves an endpoint, switches it off, or on again; then it receives, in order, what has waited. */
@Injectable()
export class ChangeEndpointService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditService,
    private readonly address: CheckEndpointAddressService,
    private readonly worker: DeliveryWorker,
  ) {}

  async execute(id: string, changes: ChangeEndpointDto, by: Principal): Promise<EndpointView> {
    const url = changes.url === undefined ? undefined : await this.address.execute(changes.url);
    return this.transaction.run(async () => {
      const endpoint = await this.endpoints.lock(id);
      mustManage(by, endpoint.providerId, 'endpoint');
      endpoint.url = url ?? endpoint.url;
      endpoint.cap = changes.cap ?? endpoint.cap;
      if (changes.status === 'active') endpoint.activate();
      if (changes.status === 'disabled') endpoint.disable();
      await this.endpoints.save(endpoint);
      await this.audit.record({ by, action: 'update', entity: 'endpoint', entityId: id });
      this.transaction.afterCommit(() => {
        this.worker.wake();
      });
      return viewOf(endpoint, await this.transaction.now());
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { mustManage } from '../directory/managing.rules';
import { EndpointRepository } from '../endpoints/endpoint.repository';
import { ProviderGatewayConfig } from '../provider-gateway.config';
import { QueueDeliveryService } from './queue-delivery.service';
import { testBody } from './webhook-body.mapper';

/** Queues an `endpoint.test` webhook, in a lane beside all referrals, so that a provider can try its endpoint. */
@Injectable()
export class TestEndpointService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly queueDelivery: QueueDeliveryService,
    private readonly audit: AuditService,
    private readonly config: ProviderGatewayConfig,
  ) {}

  execute(id: string, by: Principal, now: Date): Promise<{ deliveryId: string }> {
    return this.transaction.run(async () => {
      const endpoint = await this.endpoints.get(id);
      mustManage(by, endpoint.providerId, 'endpoint');
      await this.endpoints.allowTest(endpoint.providerId, this.config.testsPerHour);
      const lane = { endpointId: id, referralId: id, taskId: null };
      const news = {
        ...lane,
        eventId: randomUUID(),
        type: 'endpoint.test' as const,
        bodyOf: (sequence: number) => testBody(sequence, now),
      };
      const deliveryId = await this.queueDelivery.execute(news);
      await this.audit.record({ by, action: 'test', entity: 'endpoint', entityId: id });
      return { deliveryId };
    });
  }
}

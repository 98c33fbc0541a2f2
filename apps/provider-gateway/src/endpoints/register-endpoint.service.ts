import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MessagingConfig } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { mustManage } from '../directory/managing.rules';
import { ProviderGatewayConfig } from '../provider-gateway.config';
import { CheckEndpointAddressService } from './check-endpoint-address.service';
import { newSecret, sealSecret } from './endpoint-secret.mapper';
import { Endpoint } from './endpoint.entity';
import { EndpointRepository } from './endpoint.repository';
import { viewOf, type EndpointView } from './endpoint.view';

/** Gives a provider a webhook endpoint with a secret of its own, which is told here and never again. */
@Injectable()
export class RegisterEndpointService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditService,
    private readonly sealing: MessagingConfig,
    private readonly address: CheckEndpointAddressService,
    private readonly config: ProviderGatewayConfig,
  ) {}

  async execute(
    asked: { providerId: string; url: string; cap?: number },
    by: Principal,
    now: Date,
  ): Promise<EndpointView & { secret: string }> {
    const { providerId, cap } = asked;
    mustManage(by, providerId);
    const url = await this.address.execute(asked.url);
    return this.transaction.run(async () => {
      const id = randomUUID();
      const secret = newSecret();
      const sealedSecret = await sealSecret(secret, id, this.sealing.sealingKeys ?? []);
      const endpoint = Endpoint.register({ id, providerId, url, sealedSecret }, cap, now);
      await this.endpoints.insert(endpoint, this.config.endpointsPerProvider);
      await this.audit.record({ by, action: 'create', entity: 'endpoint', entityId: id });
      return { ...viewOf(endpoint, now), secret };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { MessagingConfig } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { mustManage } from '../directory/managing.rules';
import { newSecret, sealSecret } from './endpoint-secret.mapper';
import { OverlapTooLongError } from './endpoint.errors';
import { EndpointRepository } from './endpoint.repository';
import { viewOf, type EndpointView } from './endpoint.view';

const HOUR_MS = 3_600_000;
const USUAL_OVERLAP_MS = 24 * HOUR_MS;
const LONGEST_OVERLAP_MS = 30 * 24 * HOUR_MS;

/**
 * Gives an endpoint a new secret, which is told here and never again. Until the overlap ends webhooks are signed by both, so that a
 * provider can change over without losing one. A secret that leaked is rotated with an overlap that has ended.
 */
@Injectable()
export class RotateSecretService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditService,
    private readonly sealing: MessagingConfig,
  ) {}

  execute(id: string, previousUntil: Date | undefined, by: Principal): Promise<EndpointView & { secret: string }> {
    return this.transaction.run(async () => {
      const endpoint = await this.endpoints.lock(id);
      mustManage(by, endpoint.providerId, 'endpoint');
      const now = await this.transaction.now();
      const until = previousUntil ?? new Date(now.getTime() + USUAL_OVERLAP_MS);
      if (until.getTime() > now.getTime() + LONGEST_OVERLAP_MS) throw new OverlapTooLongError();
      const secret = newSecret();
      endpoint.rotateSecret(await sealSecret(secret, id, this.sealing.sealingKeys ?? []), until);
      await this.endpoints.save(endpoint);
      await this.audit.record({ by, action: 'rotate-secret', entity: 'endpoint', entityId: id });
      return { ...viewOf(endpoint, now), secret };
    });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MessagingConfig } from '#libs/messaging';
import { Clock, isDatabaseUnavailable, isSerializationFailure, RequestContext } from '#libs/platform';
import { openSecret, secretBytes } from '../endpoints/endpoint-secret.mapper';
import { ProviderGatewayConfig } from '../provider-gateway.config';
import { consequenceOf, type AttemptResult } from './attempt.rules';
import type { ClaimedLane } from './lane.repository';
import { SettleDeliveryService } from './settle-delivery.service';
import { signatureOf } from './webhook-signature.rules';
import { WebhookClient } from './webhook.client';

/** Makes one attempt at the delivery at the head of a leased lane. No transaction is open while the provider is being called. */
@Injectable()
export class SendDeliveryService {
  constructor(
    private readonly webhooks: WebhookClient,
    private readonly settle: SettleDeliveryService,
    private readonly config: ProviderGatewayConfig,
    private readonly sealing: MessagingConfig,
    private readonly clock: Clock,
  ) {}

  /** The work goes on under the correlation id of the request that caused it. */
  execute(lane: ClaimedLane): Promise<void> {
    const { correlationId, traceparent } = lane;
    return RequestContext.run({ requestId: lane.deliveryId, correlationId, ...(traceparent === null ? {} : { traceparent }) }, () =>
      this.attempt(lane),
    );
  }

  private async attempt(lane: ClaimedLane): Promise<void> {
    const at = this.clock.now();
    const result = await this.send(lane, at);
    const now = this.clock.now();
    const number = lane.attempts + 1;
    const consequence = consequenceOf(
      result,
      { attempts: number, slowdowns: lane.slowdowns },
      // Who tries their endpoint sees how it went and tries again.
      isTest(lane) ? [] : this.config.webhookRetrySchedule,
      Math.random(),
      now,
    );
    const status = 'status' in result ? result.status : null;
    const error = 'error' in result ? result.error : null;
    const attempt = { number, at, durationMs: now.getTime() - at.getTime(), status, error };
    await this.patiently(() => this.settle.execute(lane, consequence, attempt, now), at.getTime() + this.config.webhookLeaseMs);
  }

  // What was delivered is not to go out again because the database was away for a moment; as long as the lease runs.
  private async patiently(work: () => Promise<void>, until: number): Promise<void> {
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
      try {
        await work();
        return;
      } catch (error) {
        const passing = isSerializationFailure(error) || isDatabaseUnavailable(error);
        if (!passing || this.clock.now().getTime() + pauseMs > until) throw error;
        await sleep(pauseMs);
      }
    }
  }

  private async send(lane: ClaimedLane, at: Date): Promise<AttemptResult> {
    const { eventId: id, body, url, correlationId } = lane;
    const secrets = await this.secretsOf(lane).catch(() => undefined);
    if (secrets === undefined) return { error: 'secret-unreadable' };
    const timestamp = Math.floor(at.getTime() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'social-prescribing-hub',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf({ id, timestamp, body }, secrets),
      'x-correlation-id': correlationId,
    };
    return this.webhooks.post(url, headers, body, lane.attempts);
  }

  private secretsOf({ endpointId, sealedSecret, previousSealedSecret }: ClaimedLane): Promise<Buffer[]> {
    const sealed = previousSealedSecret === null ? [sealedSecret] : [sealedSecret, previousSealedSecret];
    return Promise.all(sealed.map(async (each) => secretBytes(await openSecret(each, endpointId, this.sealing.sealingKeys ?? []))));
  }
}

/** A test has its endpoint's own lane, beside all referrals. */
function isTest({ endpointId, referralId }: ClaimedLane): boolean {
  return endpointId === referralId;
}

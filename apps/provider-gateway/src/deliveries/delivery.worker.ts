import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, databaseFailure, RequestContext } from '#libs/platform';
import { ProviderGatewayConfig } from '../provider-gateway.config';
import { DeliveryRepository } from './delivery.repository';
import { LaneRepository, type ClaimedLane } from './lane.repository';
import { SendDeliveryService } from './send-delivery.service';

const ATTEMPTS_KEPT_DAYS = 90;
const HOUR_MS = 3_600_000;

/** Part of the slots that the endpoints of one provider may hold. */
const SHARE_OF_A_PROVIDER = 1 / 8;

/** Endpoints that one claim looks at. */
const ENDPOINTS_PER_CLAIM = 16;

/**
 * Sends what is due: leases lanes and delivers their heads, many endpoints at once, each up to its cap. It is woken when
 * something was queued; the poll finds retries that have become due, and the lanes of workers that were lost.
 */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryWorker.name);
  private readonly loop: BackgroundLoop;
  private readonly underWay = new Set<Promise<void>>();
  private expiredLookedForAt = -Infinity;
  private forgottenAt = -Infinity;

  constructor(
    private readonly lanes: LaneRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly sendDelivery: SendDeliveryService,
    private readonly config: ProviderGatewayConfig,
  ) {
    this.loop = new BackgroundLoop('deliveries', config.webhookPollMs, () => this.round());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Something may be due. */
  wake(): void {
    this.loop.wake();
  }

  /** Takes nothing new, and lets what is under way end. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  private async round(): Promise<boolean> {
    await this.freeExpired();
    await this.forgetAttempts();
    const room = this.config.webhookConcurrency - this.underWay.size;
    if (room <= 0) return false;
    const claimed = await this.lanes.claim(Math.min(room, ENDPOINTS_PER_CLAIM), this.share, this.config.webhookLeaseMs);
    for (const lane of claimed) this.begin(lane);
    return claimed.length > 0;
  }

  private get share(): number {
    return Math.max(1, Math.floor(this.config.webhookConcurrency * SHARE_OF_A_PROVIDER));
  }

  private begin(lane: ClaimedLane): void {
    const work = this.sendDelivery
      .execute(lane)
      // The lane's lease ends by itself and the delivery goes out again.
      .catch((error: unknown) => {
        RequestContext.run({ requestId: lane.deliveryId, correlationId: lane.correlationId }, () => {
          const line = `delivery ${lane.deliveryId} was not settled: ${error instanceof Error ? error.message : String(error)}`;
          // The loop tells of a database that is away, once for all of them.
          if (databaseFailure(error) === undefined) this.logger.warn(line);
          else this.logger.debug(line);
        });
      })
      .finally(() => {
        this.underWay.delete(work);
        this.loop.wake();
      });
    this.underWay.add(work);
  }

  private async freeExpired(): Promise<void> {
    const now = performance.now();
    if (now - this.expiredLookedForAt < this.config.webhookPollMs) return;
    this.expiredLookedForAt = now;
    const freed = await this.lanes.freeExpired();
    if (freed > 0) this.logger.warn(`${String(freed)} deliveries of a lost worker go out again`);
  }

  private async forgetAttempts(): Promise<void> {
    const now = performance.now();
    if (now - this.forgottenAt < HOUR_MS) return;
    this.forgottenAt = now;
    await this.deliveries.forgetAttempts(ATTEMPTS_KEPT_DAYS);
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RequestContext, Transaction } from '#libs/platform';
import { Delivery, type WebhookType } from './delivery.entity';
import { DeliveryRepository } from './delivery.repository';
import { DeliveryWorker } from './delivery.worker';
import { LaneRepository } from './lane.repository';

/** One event for one endpoint, to be sent. */
export interface News {
  readonly endpointId: string;
  /** The lane: a referral, or for a test the endpoint itself. */
  readonly referralId: string;
  readonly taskId: string | null;
  readonly eventId: string;
  readonly type: WebhookType;
  readonly bodyOf: (sequence: number) => string;
}

/**
 * Puts a delivery in its lane, in the transaction of what happened. Nothing is sent here: the worker is woken once that
 * has committed. A cancellation supersedes what of its task has not gone out, and goes next.
 */
@Injectable()
export class QueueDeliveryService {
  constructor(
    private readonly transaction: Transaction,
    private readonly lanes: LaneRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly worker: DeliveryWorker,
  ) {}

  execute({ bodyOf, ...news }: News): Promise<string> {
    return this.transaction.run(async () => {
      const id = randomUUID();
      const supersededTask = news.type === 'connection.cancelled' ? news.taskId : null;
      const leaveLane = supersededTask === null || (await this.lanes.supersede(news.endpointId, news.referralId, supersededTask));
      const sequence = await this.lanes.append(news.endpointId, news.referralId, id);
      const { correlationId, traceparent = null } = RequestContext.current();
      await this.deliveries.insert(Delivery.queue({ id, ...news, sequence, body: bodyOf(sequence), correlationId, traceparent }));
      if (!leaveLane) await this.lanes.advance(news.endpointId, news.referralId);
      this.transaction.afterCommit(() => {
        this.worker.wake();
      });
      return id;
    });
  }
}

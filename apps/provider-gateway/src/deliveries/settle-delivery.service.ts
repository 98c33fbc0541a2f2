import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Transaction } from '#libs/platform';
import { Task } from '../tasks/task.entity';
import type { Consequence } from './attempt.rules';
import type { DeliveryState } from './delivery.entity';
import { DeliveryRepository, type Attempt } from './delivery.repository';
import { LaneRepository, type ClaimedLane } from './lane.repository';

const SUPERSEDED = { state: 'skipped', reason: 'superseded' } as const;

/**
 * Writes down how an attempt ended and gives the lane back, with the news that the provider was told, in one
 * transaction. A worker whose lease has ended meanwhile writes nothing: another one has the lane.
 */
@Injectable()
export class SettleDeliveryService {
  constructor(
    private readonly transaction: Transaction,
    private readonly lanes: LaneRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly outbox: OutboxService,
  ) {}

  execute(lane: ClaimedLane, consequence: Consequence, attempt: Attempt, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      if (!(await this.lanes.lockLeased(lane))) return;
      const superseded = consequence.kind !== 'delivered' && (await this.deliveries.isSuperseded(lane.deliveryId));
      const { state, reason } = superseded ? SUPERSEDED : standing(consequence);
      const { taskId, firstTime } = await this.deliveries.keepAttempt(lane.deliveryId, state, reason, attempt);
      if (superseded) await this.lanes.advance(lane.endpointId, lane.referralId);
      else await this.giveBack(lane, consequence, attempt.number);
      await this.markEndpoint(lane, consequence);
      if (consequence.kind === 'delivered' && firstTime && taskId !== null) await this.tellNotified(taskId, attempt.number, now);
    });
  }

  private giveBack(lane: ClaimedLane, consequence: Consequence, attempts: number): Promise<void> {
    if (consequence.kind === 'again') return this.lanes.release(lane, attempts, consequence.delayMs);
    if (consequence.kind === 'gone') return this.lanes.release(lane, lane.attempts, 0);
    return this.lanes.advance(lane.endpointId, lane.referralId);
  }

  private async markEndpoint({ endpointId, slowdowns }: ClaimedLane, consequence: Consequence): Promise<void> {
    if (consequence.kind === 'gone') await this.deliveries.disable(endpointId);
    else if (consequence.kind === 'delivered') {
      if (slowdowns > 0) await this.deliveries.recovered(endpointId);
    } else if (consequence.pauseMs > 0) await this.deliveries.slowDown(endpointId, consequence.pauseMs);
  }

  private async tellNotified(taskId: string, attempts: number, now: Date): Promise<void> {
    const task = await this.transaction.manager.findOneByOrFail(Task, { id: taskId });
    await this.outbox.add(task.toTaskNotified(attempts, now));
  }
}

function standing(consequence: Consequence): { state: DeliveryState; reason: string | null } {
  switch (consequence.kind) {
    case 'delivered':
      return { state: 'delivered', reason: null };
    case 'gone':
      return { state: 'waiting', reason: 'endpoint-gone' };
    case 'again':
      return { state: 'waiting', reason: consequence.reason };
    case 'failed':
      return { state: 'failed', reason: consequence.reason };
  }
}

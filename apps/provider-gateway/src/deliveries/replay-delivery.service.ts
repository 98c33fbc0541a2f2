import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { mustManage } from '../directory/managing.rules';
import { EndpointRepository } from '../endpoints/endpoint.repository';
import { Delivery } from './delivery.entity';
import { DeliveryNotEndedError } from './delivery.errors';
import { DeliveryWorker } from './delivery.worker';
import { LaneRepository } from './lane.repository';

/** Sends a delivery again, with its old `webhook-id` and number. It goes before what is still open in its lane, after what is on its way. */
@Injectable()
export class ReplayDeliveryService {
  constructor(
    private readonly transaction: Transaction,
    private readonly endpoints: EndpointRepository,
    private readonly lanes: LaneRepository,
    private readonly audit: AuditService,
    private readonly worker: DeliveryWorker,
  ) {}

  execute(id: string, by: Principal): Promise<{ id: string }> {
    return this.transaction.run(async () => {
      const delivery = await this.transaction.manager.findOneBy(Delivery, { id });
      if (!delivery) throw new NotFoundError('delivery');
      const { endpointId, referralId } = delivery;
      mustManage(by, (await this.endpoints.get(endpointId)).providerId, 'delivery');
      const leased = await this.lanes.lock(endpointId, referralId);
      const again = await this.transaction.query<{ id: string }>(
        `UPDATE delivery SET state = 'pending', reason = NULL, attempts = 0 WHERE id = $1 AND state IN ('delivered', 'failed', 'skipped') RETURNING id`,
        [id],
      );
      if (again.length === 0) throw new DeliveryNotEndedError();
      // While something of the lane is on its way, its end brings this one to the head.
      if (!leased) await this.lanes.advance(endpointId, referralId);
      await this.audit.record({ by, action: 'replay', entity: 'delivery', entityId: id });
      this.transaction.afterCommit(() => {
        this.worker.wake();
      });
      return { id };
    });
  }
}

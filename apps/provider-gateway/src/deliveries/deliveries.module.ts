import type { Feature } from '#libs/platform';
import { DeliveriesController } from './deliveries.controller';
import { DeliveriesQuery } from './deliveries.query';
import { DeliveryRepository } from './delivery.repository';
import { DeliveryWorker } from './delivery.worker';
import { LaneRepository } from './lane.repository';
import { QueueDeliveryService } from './queue-delivery.service';
import { ReplayDeliveryService } from './replay-delivery.service';
import { SendDeliveryService } from './send-delivery.service';
import { SettleDeliveryService } from './settle-delivery.service';
import { TellProviderService } from './tell-provider.service';
import { TestEndpointService } from './test-endpoint.service';
import { WebhookClient } from './webhook.client';

/** Signed webhooks to providers, in order per referral, until they have arrived. */
export const deliveries: Feature = {
  controllers: [DeliveriesController],
  providers: [
    LaneRepository,
    DeliveryRepository,
    WebhookClient,
    SettleDeliveryService,
    SendDeliveryService,
    DeliveryWorker,
    QueueDeliveryService,
    TellProviderService,
    TestEndpointService,
    ReplayDeliveryService,
    DeliveriesQuery,
  ],
};

import { messagingMigrations } from '#libs/messaging';
import {
  auditMigrations,
  consentWordsMigrations,
  idempotencyMigrations,
  rateLimitMigrations,
  type DatabaseDefinition,
} from '#libs/platform';
import { DeliveryAttempt } from './deliveries/delivery-attempt.entity';
import { DeliveryLane } from './deliveries/delivery-lane.entity';
import { Delivery } from './deliveries/delivery.entity';
import { Provider } from './directory/provider.entity';
import { Service } from './directory/service.entity';
import { Endpoint } from './endpoints/endpoint.entity';
import { ProviderGateway1763780000000 } from './migrations/1763780000000-provider-gateway';
import { ServiceSettings1763900300000 } from './migrations/1763900300000-service-settings';
import { SharingWithdrawn1763900500000 } from './migrations/1763900500000-sharing-withdrawn';
import { RunsEndpointCredentials1764130000000 } from './migrations/1764130000000-runs-endpoint-credentials';
import { AgreementsAndSupport1764220000001 } from './migrations/1764220000001-agreements-and-support';
import { Task } from './tasks/task.entity';

/** provider-gateway's schema. */
export const providerGatewayDatabase: DatabaseDefinition = {
  name: 'provider-gateway',
  entities: [Provider, Service, Endpoint, Task, Delivery, DeliveryLane, DeliveryAttempt],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    ...messagingMigrations,
    ...consentWordsMigrations,
    ProviderGateway1763780000000,
    ServiceSettings1763900300000,
    SharingWithdrawn1763900500000,
    RunsEndpointCredentials1764130000000,
    AgreementsAndSupport1764220000001,
  ],
};

import type { DatabaseDefinition } from '#libs/platform';
import { EmbeddedBus1763772000000 } from './embedded-bus.migration';

/** The embedded bus's schema `bus`; not needed over Kafka. List it in each service's `databases`. */
export const embeddedBusDatabase: DatabaseDefinition = {
  name: 'bus',
  entities: [],
  migrations: [EmbeddedBus1763772000000],
  unless: 'KAFKA_BROKERS',
};

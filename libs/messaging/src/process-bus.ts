import type { Settings } from '#libs/platform';
import type { Bus } from './bus';
import { EmbeddedBus } from './embedded/embedded-bus';
import { KafkaBus } from './kafka/kafka-bus';
import { MessagingConfig } from './messaging.config';

interface Shared {
  readonly bus: Bus;
  users: number;
}

const buses = new WeakMap<Settings, Shared>();

/** The process's bus, one for all its services; the real one closes when the last user has called `close()`. */
export function processBus(settings: Settings): Bus {
  const shared = buses.get(settings) ?? { bus: open(settings), users: 0 };
  buses.set(settings, shared);
  shared.users += 1;
  const { bus } = shared;
  let closed = false;
  return {
    append: (topic, records) => bus.append(topic, records),
    subscribe: (subscription, onRecords) => bus.subscribe(subscription, onRecords),
    lag: (group) => bus.lag(group),
    health: () => bus.health(),
    close: async () => {
      if (closed) return;
      closed = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      buses.delete(settings);
      await bus.close();
    },
  };
}

function open(settings: Settings): Bus {
  const config = settings.get(MessagingConfig);
  if (config.brokers) return new KafkaBus(config, 'social-prescribing-hub');
  const url = settings.databaseUrl('bus');
  if (url === undefined) throw new Error('The embedded bus has no database: list embeddedBusDatabase in the service');
  return new EmbeddedBus(url, config.pollMs);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '#libs/platform';
import type { Bus } from './bus';
import { EmbeddedBus } from './embedded/embedded-bus';
import { KafkaBus } from './kafka/kafka-bus';
import { MessagingConfig } from './messaging.config';

interface Shared {
  readonly bus: Bus;
  users: number;
  health?: { readonly askedAt: number; readonly answer: Promise<void> };
}

/** All services of a process ask at once; a bus that does not answer is not well. */
const HEALTH_FRESH_MS = 1000;
const HEALTH_PATIENCE_MS = 3000;

const buses = new WeakMap<Settings, Shared>();

/** The process's bus, one for all its services; the real one closes when the last user has called `close()`. */
export function processBus(settings: Settings): Bus {
  const shared: Shared = buses.get(settings) ?? { bus: open(settings), users: 0 };
  buses.set(settings, shared);
  shared.users += 1;
  const { bus } = shared;
  let closed = false;
  return {
    append: (topic, records) => bus.append(topic, records),
    subscribe: (subscription, onRecords) => bus.subscribe(subscription, onRecords),
    lag: (group) => bus.lag(group),
    health: () => healthOf(shared),
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

function healthOf(shared: Shared): Promise<void> {
  const now = performance.now();
  if (!shared.health || now - shared.health.askedAt > HEALTH_FRESH_MS) {
    const late = sleep(HEALTH_PATIENCE_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('the bus does not answer')));
    shared.health = { askedAt: now, answer: Promise.race([shared.bus.health(), late]) };
  }
  return shared.health.answer;
}

function open(settings: Settings): Bus {
  const config = settings.get(MessagingConfig);
  if (config.brokers) return new KafkaBus(config, 'social-prescribing-hub');
  const url = settings.databaseUrl('bus');
  if (url === undefined) throw new Error('The embedded bus has no database: list embeddedBusDatabase in the service');
  return new EmbeddedBus(url, config.pollMs);
}

import type { Registry } from 'prom-client';
import type { EventClass } from '#libs/contracts';
import { schemaOf, type Clock, type HealthRegistry, type Settings, type Transaction } from '#libs/platform';
import type { Bus } from './bus';
import { InboxTable } from './inbox/inbox-table';
import { MessagingMetrics } from './messaging-metrics';
import { MessagingConfig } from './messaging.config';
import type { MessagingOptions } from './messaging.module';
import { outboxChannel, OutboxRelay } from './outbox/outbox-relay';
import { OutboxService } from './outbox/outbox.service';
import { ParkingRetrier } from './parking/parking-retrier';
import { ParkingTable } from './parking/parking-table';
import { processBus } from './process-bus';
import { Sealer } from './sealing/sealer';
import { throttled } from './throttled';
import { Handlers } from './transport/handlers';
import { InboxProcessor } from './transport/inbox-processor';
import { MessageReader } from './transport/message-reader';
import { ServiceTransport } from './transport/service-transport';

interface Platform {
  readonly transaction: Transaction;
  readonly clock: Clock;
  readonly health: HealthRegistry;
  readonly registry: Registry;
}

/** All of one service's messaging, put together: what it publishes with, what it handles with, and their workers. */
export class ServiceMessaging {
  readonly outbox: OutboxService;
  readonly transport: ServiceTransport;
  private readonly bus: Bus;
  private readonly relay: OutboxRelay;
  private readonly retrier: ParkingRetrier;

  constructor(
    private readonly options: MessagingOptions,
    settings: Settings,
    events: ReadonlyMap<string, EventClass>,
    private readonly platform: Platform,
  ) {
    const config = settings.get(MessagingConfig);
    const { service } = options;
    const { transaction } = platform;
    const sealer = new Sealer(config.sealingKeys ?? []);
    const tables = { transaction, inbox: new InboxTable(transaction, service), parking: new ParkingTable(transaction, service) };
    const metrics = new MessagingMetrics(platform.registry, service);
    const reader = new MessageReader(events, options.opensSealed ? sealer : undefined);
    const handlers = new Handlers();
    const schema = schemaOf({ name: service, entities: [], migrations: [] });
    this.bus = processBus(settings);
    this.relay = new OutboxRelay({ url: settings.databaseUrl(service) ?? '', schema, name: `${service} relay` }, this.bus, config.outboxBatch, config.pollMs);
    this.outbox = new OutboxService(service, transaction, platform.clock, sealer, this.wakerOf(schema));
    this.retrier = new ParkingRetrier(tables, reader, handlers, config, metrics);
    const processor = new InboxProcessor(tables, handlers, config, metrics);
    const { transport, everyTopic = false } = options;
    this.transport = new ServiceTransport({ service, transport, everyTopic, onDied: endProcess }, this.bus, reader, processor, handlers);
    this.tellHealth();
  }

  start(): void {
    this.relay.start();
    this.retrier.start();
    this.transport.begin();
  }

  async stop(): Promise<void> {
    await this.transport.close();
    await this.retrier.stop();
    await this.relay.stop();
    await this.bus.close();
  }

  // The relay of this process is woken directly, another process's by a notice outside of the transaction.
  private wakerOf(schema: string): () => void {
    const notify = throttled(3, () => this.platform.transaction.read(`SELECT pg_notify($1, '')`, [outboxChannel(schema)]));
    return () => {
      if (this.relay.leads) this.relay.wake();
      else notify();
    };
  }

  private tellHealth(): void {
    const { service } = this.options;
    this.platform.health.add({
      name: `${service} bus`,
      kind: 'ready',
      probe: async () => {
        await this.bus.health();
        const trouble = this.relay.trouble ?? this.transport.trouble;
        if (trouble !== undefined) throw new Error(trouble);
        return 'reachable';
      },
    });
    this.platform.health.add({
      name: `${service} messages`,
      kind: 'live',
      probe: () => {
        const { death } = this.transport;
        return death === undefined ? Promise.resolve('reading') : Promise.reject(new Error(death));
      },
    });
  }
}

/** A consumer that has ended leaves a process that looks alive: it goes, so that its supervisor starts it anew. Nothing is lost by going at once. */
function endProcess(): void {
  setTimeout(() => process.exit(1), 2000);
}

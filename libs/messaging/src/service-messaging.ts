import type { Registry } from 'prom-client';
import type { EventClass } from '#libs/contracts';
import {
  type AuditService,
  BackgroundLoop,
  schemaOf,
  type Clock,
  type HealthRegistry,
  type Settings,
  type Tracing,
  type Transaction,
} from '#libs/platform';
import type { Bus } from './bus';
import { ErasedSubjects } from './erasing/erased-subjects';
import { inboxRetention } from './inbox/inbox-retention';
import { typesHandledApart } from './consumers';
import { InboxTable } from './inbox/inbox-table';
import type { Keyring } from './keyring/keyring';
import { processKeyring, releaseKeyring } from './keyring/process-keyring';
import { MessagingCounts } from './messaging-counts';
import { MessagingGauges } from './messaging-gauges';
import { MessagingMetrics } from './messaging-metrics';
import { MessagingConfig } from './messaging.config';
import type { MessagingOptions } from './messaging-options';
import { MessageActs } from './operators/message-acts';
import { MessageLists } from './operators/message-lists';
import { outboxChannel, OutboxRelay } from './outbox/outbox-relay';
import { OutboxService } from './outbox/outbox.service';
import { TracedOutbox } from './outbox/traced-outbox';
import { ParkingNews } from './parking/parking-news';
import { ParkingRetrier } from './parking/parking-retrier';
import { ParkingTable } from './parking/parking-table';
import { processBus } from './process-bus';
import { Sealer } from './sealing/sealer';
import { throttled } from './throttled';
import { Handlers } from './transport/handlers';
import { InboxProcessor } from './transport/inbox-processor';
import { MessageReader } from './transport/message-reader';
import { ServiceTransport } from './transport/service-transport';

const COUNT_MS = 5000;

interface Platform {
  readonly transaction: Transaction;
  readonly audit: AuditService;
  readonly clock: Clock;
  readonly health: HealthRegistry;
  readonly registry: Registry;
  readonly tracing: Tracing;
}

/** All of one service's messaging, put together: what it publishes with, what it handles with, and their workers. */
export class ServiceMessaging {
  readonly outbox: OutboxService;
  readonly transport: ServiceTransport;
  readonly counts: MessagingCounts;
  readonly lists: MessageLists;
  readonly acts: MessageActs;
  readonly erased: ErasedSubjects;
  /** Undefined where the service neither seals nor opens. */
  readonly keyring: Keyring | undefined;
  private readonly bus: Bus;
  private readonly loops: readonly BackgroundLoop[];
  private readonly maxAgeMs: number;
  private readonly relay: OutboxRelay;
  private readonly retrier: ParkingRetrier;

  constructor(
    private readonly options: MessagingOptions,
    private readonly settings: Settings,
    events: ReadonlyMap<string, EventClass>,
    private readonly platform: Platform,
  ) {
    const config = settings.get(MessagingConfig);
    const { service } = options;
    const { transaction, tracing } = platform;
    const tracer = tracing.of(service);
    this.keyring = processKeyring(settings, platform.registry);
    const sealer = new Sealer(config.sealingKeys ?? [], this.keyring);
    const metrics = new MessagingMetrics(platform.registry, service, tracer);
    this.maxAgeMs = config.outboxMaxAgeMs;
    const reader = new MessageReader(events, options.opensSealed ? sealer : undefined);
    const handlers = new Handlers(service, tracer, typesHandledApart(options.transport));
    const schema = schemaOf({ name: service });
    this.bus = processBus(settings);
    this.relay = new OutboxRelay(
      { url: settings.databaseUrl(service) ?? '', schema, name: `${service} relay` },
      this.bus,
      config.outboxBatch,
      config.pollMs,
    );
    const outboxParts = [service, transaction, platform.clock, sealer, this.wakerOf(schema)] as const;
    this.outbox = tracing.on ? new TracedOutbox(tracer, ...outboxParts) : new OutboxService(...outboxParts);
    const news = new ParkingNews(service, this.outbox, platform.clock);
    this.erased = new ErasedSubjects(transaction, news);
    const tables = {
      transaction,
      inbox: new InboxTable(transaction, service),
      parking: new ParkingTable(transaction, service, news),
      erased: this.erased,
    };
    this.retrier = new ParkingRetrier(tables, reader, handlers, config, metrics);
    const processor = new InboxProcessor(tables, handlers, config, metrics, (afterMs) => this.retrier.expect(afterMs));
    const { transport, everyTopic = false } = options;
    this.transport = new ServiceTransport({ service, transport, everyTopic, onDied: endProcess }, this.bus, reader, processor, handlers);
    this.lists = new MessageLists(transaction, service);
    this.acts = new MessageActs(transaction, platform.audit, service, news, () => this.retrier.expect(0));
    this.counts = new MessagingCounts(transaction, this.bus, service);
    const gauges = new MessagingGauges(platform.registry, service);
    this.loops = [
      new BackgroundLoop(`${service} message counts`, COUNT_MS, () => gauges.tell(this.counts, this.reads)),
      inboxRetention(transaction, service),
    ];
    this.tellHealth();
  }

  start(): void {
    this.keyring?.start();
    this.relay.start();
    this.retrier.start();
    this.transport.begin();
    for (const loop of this.loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await this.transport.close();
    await this.retrier.stop();
    await this.relay.stop();
    await this.bus.close();
    if (this.keyring) await releaseKeyring(this.settings);
  }

  private get reads(): boolean {
    return this.transport.trouble === undefined && this.transport.death === undefined;
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
        const waiting = await this.counts.outboxAgeMs();
        if (waiting > this.maxAgeMs) throw new Error(`the oldest event has waited for the bus for ${String(Math.round(waiting / 1000))} s`);
        return 'reachable';
      },
    });
    const { keyring } = this;
    if (keyring) {
      this.platform.health.add({ name: `${service} keyring`, kind: 'ready', probe: () => keyring.health().then(() => 'reachable') });
    }
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

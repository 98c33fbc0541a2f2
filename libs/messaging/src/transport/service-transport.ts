import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { ALL_TOPICS, contractOf, type EventClass } from '#libs/contracts';
import { BackgroundLoop } from '#libs/platform';
import type { Bus, ReadRecord } from '../bus';
import type { Handlers } from './handlers';
import type { InboxProcessor } from './inbox-processor';
import type { MessageReader } from './message-reader';
import { patiently } from './patience';

export interface TransportOptions {
  /** The service's name; also its consumer group. */
  readonly service: string;
  readonly transport: symbol;
  readonly everyTopic: boolean;
  /** Reading has ended for good. */
  onDied(): void;
}

/** Nest's door for events of one service: its consumer group on the bus, its `@On` methods behind it. */
export class ServiceTransport extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  protected override readonly logger: Logger;
  private subscription: { stop(): Promise<void> } | undefined;
  private readonly joining: BackgroundLoop;
  private failure: string | undefined = 'not reading yet';
  private died: string | undefined;
  private closing = false;

  constructor(
    private readonly options: TransportOptions,
    private readonly bus: Bus,
    private readonly reader: MessageReader,
    private readonly processor: InboxProcessor,
    private readonly handlers: Handlers,
  ) {
    super();
    this.transportId = options.transport;
    this.logger = new Logger(`messages ${options.service}`);
    this.joining = new BackgroundLoop(`messages ${options.service}`, 2000, () => this.join());
  }

  /** Nest gives each `@On` method; several of one type would be run at once, so they are kept in a list of our own. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false): void {
    if (!this.messageHandlers.has(String(pattern))) super.addHandler(pattern, callback, isEventHandler);
    this.handlers.add(String(pattern), callback as never);
  }

  /** Nest says that the handlers are known. Reading begins with `begin()`, when the whole process is up. */
  listen(callback: () => void): void {
    callback();
  }

  begin(): void {
    this.joining.start();
  }

  /** Why nothing is read just now. */
  get trouble(): string | undefined {
    return this.failure;
  }

  /** Why reading has ended for good: the process must be restarted. */
  get death(): string | undefined {
    return this.died;
  }

  async close(): Promise<void> {
    this.closing = true;
    this.processor.stop();
    await this.joining.stop();
    await this.subscription?.stop();
    this.subscription = undefined;
  }

  on(): void {
    throw new Error('This transport has no events to listen to');
  }

  unwrap(): never {
    throw new Error('The bus is not for handlers: they publish through the outbox');
  }

  topicsOf(events: Iterable<EventClass>): string[] {
    return this.options.everyTopic ? [...ALL_TOPICS] : [...new Set([...events].flatMap((event) => contractOf(event).topics))];
  }

  // The bus may be away when the process starts; it is waited for.
  private async join(): Promise<boolean> {
    if (this.subscription) return false;
    const topics = this.topicsOf(this.reader.events.values());
    if (topics.length > 0) {
      try {
        const onDied = (error: Error): void => {
          this.died = error.message;
          this.options.onDied();
        };
        this.subscription = await this.bus.subscribe({ group: this.options.service, topics, fromBeginning: true, onDied }, (records) =>
          this.receive(records),
        );
      } catch (error) {
        this.failure = error instanceof Error ? error.message : String(error);
        throw error;
      }
    }
    this.failure = undefined;
    return false;
  }

  private async receive(records: readonly ReadRecord[]): Promise<void> {
    const messages = await patiently(
      () => this.reader.read(records),
      () => this.closing,
    );
    await this.processor.process(messages);
  }
}

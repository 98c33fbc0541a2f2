import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DomainError, MESSAGE_TOPICS as MESSAGE_TOPIC_NAMES, NotYetKnownError } from '#libs/contracts';
import { RequestContext } from '#libs/platform';
import type { MessagingConfig } from '../messaging.config';
import type { MessagingMetrics } from '../messaging-metrics';
import { verdictOn, type Verdict } from '../parking/verdict';
import type { Handlers } from './handlers';
import { workOf, type Message } from './message';
import { BatchFailure, MessageBatch, type Tables } from './message-batch';
import { patiently } from './patience';
import { StoppedError } from './transport.errors';

const MESSAGE_TOPICS: ReadonlySet<string> = new Set(MESSAGE_TOPIC_NAMES);

/**
 * Handles the messages of a partition exactly once in effect, in order: inbox row, parked check, handler, commit. A
 * batch shares a transaction in the hope that all succeed; when one throws, those before it run again as a batch, it
 * alone, then the rest.
 */
export class InboxProcessor {
  private readonly logger = new Logger('messages');
  private readonly batch: MessageBatch;
  private stopping = false;

  constructor(
    private readonly tables: Tables,
    handlers: Handlers,
    private readonly config: MessagingConfig,
    private readonly metrics: MessagingMetrics,
    private readonly parked: (afterMs: number) => void,
  ) {
    this.batch = new MessageBatch(tables, handlers);
  }

  stop(): void {
    this.stopping = true;
  }

  async process(read: readonly Message[]): Promise<void> {
    // Types that others handle are none of our business; types nobody knows are recorded.
    const messages = read.filter(({ eventClass, fault, unknownType }) => eventClass ?? fault ?? unknownType);
    for (let start = 0; start < messages.length; start += this.config.batch) {
      await this.together(messages.slice(start, start + this.config.batch));
    }
  }

  private async together(messages: readonly Message[]): Promise<void> {
    let rest = messages;
    while (rest.length > 0) {
      try {
        await this.inOneTransaction(rest);
        return;
      } catch (error) {
        if (!(error instanceof BatchFailure)) throw error;
        // A commit that failed names nobody: one by one from the first.
        const culprit = error.culprit ?? 0;
        if (culprit > 0) await this.together(rest.slice(0, culprit));
        await this.alone(rest[culprit] as Message);
        rest = rest.slice(culprit + 1);
      }
    }
  }

  private async alone(message: Message): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.inOneTransaction([message]);
        return;
      } catch (error) {
        if (!(error instanceof BatchFailure)) throw error;
        const { cause } = error;
        const final = cause instanceof DomainError || cause instanceof NotYetKnownError;
        if (final || attempt >= this.config.attemptsInPlace) return this.park(message, cause);
        this.metrics.retried(message);
        await sleep(25 * 2 ** attempt);
      }
    }
  }

  private async inOneTransaction(messages: readonly Message[]): Promise<void> {
    const done = await patiently(
      () => this.attempt(messages),
      () => this.stopping,
    );
    for (const message of done) this.metrics.handled(message);
  }

  private attempt(messages: readonly Message[]): Promise<Message[]> {
    if (this.stopping) throw new StoppedError();
    return this.batch.handle(messages);
  }

  // A new transaction; if the inbox has the event by now, another member has dealt with it.
  private async park(message: Message, error: unknown): Promise<void> {
    const verdict = verdictOn(error, { attempts: 0, ageMs: 0 }, this.config);
    const { transaction, inbox, parking } = this.tables;
    // Parking what tells of parked messages would be told again, for ever.
    const aside = MESSAGE_TOPICS.has(message.context.topic);
    const first = await patiently(
      () =>
        transaction.run(async () => {
          const fresh = await inbox.enter([{ id: message.context.id, outcome: aside ? 'given-up' : 'parked' }]);
          if (!fresh.has(message.context.id)) return false;
          if (aside) return true;
          await parking.park(message, verdict);
          await parking.append(message);
          return true;
        }),
      () => this.stopping,
    );
    if (!first) return;
    if (aside) {
      this.gaveUp(message, verdict);
      return;
    }
    this.metrics.parked(message, verdict);
    if (verdict.state === 'waiting') this.parked(verdict.afterMs);
  }

  private gaveUp(message: Message, verdict: Verdict): void {
    const { id, topic } = message.context;
    RequestContext.run(workOf(message), () => {
      this.logger.error(`message ${id} of ${topic} could not be handled and is left: ${verdict.code}`);
    });
    this.metrics.gaveUp(message, verdict);
  }
}

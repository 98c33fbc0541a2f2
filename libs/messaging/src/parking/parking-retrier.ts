import { BackgroundLoop } from '#libs/platform';
import type { MessagingConfig } from '../messaging.config';
import type { MessagingMetrics } from '../messaging-metrics';
import type { Handlers } from '../transport/handlers';
import type { Message } from '../transport/message';
import type { MessageReader } from '../transport/message-reader';
import type { Tables } from '../transport/message-batch';
import { isPassing, patiently } from '../transport/patience';
import type { ParkedMessage, ParkedSubject } from './parking-table';
import { verdictOn } from './verdict';

const MOST_AT_ONCE = 4;

/**
 * Tries parked messages again, each subject from its head: taking the message out and its effect are one transaction.
 * When a head passes, those behind it follow at once, in order; when none is left the subject is handled live again.
 */
export class ParkingRetrier {
  private readonly loop: BackgroundLoop;
  private alarm: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly tables: Tables,
    private readonly reader: MessageReader,
    private readonly handlers: Handlers,
    private readonly config: MessagingConfig,
    private readonly metrics: MessagingMetrics,
  ) {
    this.loop = new BackgroundLoop('parked messages', 4 * config.pollMs, () => this.round());
  }

  start(): void {
    this.loop.start();
  }

  /** Something was parked in this process: look again when it is due. */
  expect(afterMs: number): void {
    setTimeout(() => this.loop.wake(), afterMs + 1).unref();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.alarm);
    await this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const due = await this.tables.parking.claimDue(MOST_AT_ONCE);
    await Promise.all(due.map((subject) => this.drain(subject)));
    if (due.length > 0) return !this.stopping;
    const next = await this.tables.parking.nextDueMs();
    clearTimeout(this.alarm);
    if (next !== undefined && !this.stopping) this.alarm = setTimeout(() => this.loop.wake(), Math.max(1, next));
    return false;
  }

  private async drain(subject: ParkedSubject): Promise<void> {
    const { parking } = this.tables;
    for (let tried = subject; ; tried = { ...tried, attempts: 0, ageMs: 0 }) {
      const head = await parking.head(tried);
      if (!head) {
        if (await parking.unpark(tried)) return;
        continue;
      }
      const message = await patiently(
        () => this.reader.readOne(head.record),
        () => this.stopping,
      );
      try {
        if (
          !(await patiently(
            () => this.attempt(tried, head, message),
            () => this.stopping,
          ))
        )
          return;
        this.metrics.handled(message);
      } catch (error) {
        if (!this.stopping) await this.failed(tried, message, error);
        return;
      }
    }
  }

  private attempt(subject: ParkedSubject, head: ParkedMessage, message: Message): Promise<boolean> {
    const { transaction, parking, inbox, erased } = this.tables;
    return transaction.run(async () => {
      if (!(await parking.take(head.id))) return false;
      await parking.passed(subject);
      const gone = await erased.among([message]);
      if (gone.size > 0) await inbox.settleErased([message.context.id]);
      else await this.handlers.handle(message);
      return true;
    });
  }

  private async failed(subject: ParkedSubject, message: Message, error: unknown): Promise<void> {
    if (isPassing(error)) throw error;
    const attempts = subject.attempts + 1;
    const verdict = verdictOn(error, { attempts, ageMs: subject.ageMs }, this.config);
    await patiently(
      () => this.tables.parking.failed(subject, attempts, verdict, message),
      () => this.stopping,
    );
    this.metrics.retried(message);
    if (verdict.state === 'dead') this.metrics.parked(message, verdict);
  }
}

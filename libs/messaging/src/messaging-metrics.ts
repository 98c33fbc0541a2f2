import { Counter, Histogram, type Metric, type Registry } from 'prom-client';
import { Tracer } from '#libs/platform';
import type { Verdict } from './parking/verdict';
import type { Message } from './transport/message';
import { tellParked } from './transport/parked-notice';

/** What messaging tells of one service. The metrics belong to the process; its services are told apart by the label `service`. */
export class MessagingMetrics {
  private readonly handledTotal: Counter;
  private readonly retriedTotal: Counter;
  private readonly parkedTotal: Counter;
  private readonly delay: Histogram;

  constructor(
    registry: Registry,
    private readonly service: string,
    private readonly tracer = new Tracer(),
  ) {
    const once = <T extends Metric>(name: string, make: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? make();
    const counter = (name: string, help: string, labelNames: string[]) =>
      once(name, () => new Counter({ name, help, labelNames, registers: [registry] }));
    this.handledTotal = counter('messages_handled_total', 'Messages whose effect has been committed', ['service', 'type']);
    this.retriedTotal = counter('messages_retried_total', 'Further attempts at messages', ['service', 'type']);
    this.parkedTotal = counter('messages_parked_total', 'Messages parked, by state and error code', ['service', 'type', 'state', 'code']);
    this.delay = once('messages_delay_seconds', () => {
      const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300];
      return new Histogram({
        name: 'messages_delay_seconds',
        help: 'From written down to handled',
        labelNames: ['service'],
        buckets,
        registers: [registry],
      });
    });
  }

  handled({ context }: Message): void {
    this.handledTotal.inc({ service: this.service, type: context.type });
    const seconds = (Date.now() - Date.parse(context.time)) / 1000;
    if (seconds >= 0) this.delay.observe({ service: this.service }, seconds);
  }

  retried({ context }: Message): void {
    this.retriedTotal.inc({ service: this.service, type: context.type });
  }

  parked(message: Message, verdict: Verdict): void {
    const { state, code } = verdict;
    this.parkedTotal.inc({ service: this.service, type: message.context.type, state, code });
    tellParked(this.tracer, this.service, message, verdict);
  }

  /** What tells of parked messages is never parked itself. */
  gaveUp({ context }: Message, { code }: Verdict): void {
    this.parkedTotal.inc({ service: this.service, type: context.type, state: 'given-up', code });
  }
}

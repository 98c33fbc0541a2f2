import { Gauge, type Registry } from 'prom-client';
import type { Lag } from './bus';
import type { Counts, MessagingCounts, ParkedCount } from './messaging-counts';

/** How one service's messages stand just now. The gauges belong to the process; `service`, the consumer, tells its services apart. */
export class MessagingGauges {
  private readonly outbox: Gauge;
  private readonly outboxAge: Gauge;
  private readonly refused: Gauge;
  private readonly parkedMessages: Gauge;
  private readonly parkedAge: Gauge;
  private readonly lagRecords: Gauge;
  private readonly lagSeconds: Gauge;
  private readonly reading: Gauge;
  /** Series that were set before: what is gone is 0, not what it last was. */
  private readonly types = new Map<string, { type: string; state: string }>();

  constructor(
    registry: Registry,
    private readonly service: string,
  ) {
    const gauge = (name: string, help: string, ...labels: string[]): Gauge =>
      (registry.getSingleMetric(name) as Gauge | undefined) ??
      new Gauge({ name, help, labelNames: ['service', ...labels], registers: [registry] });
    this.outbox = gauge('messages_outbox', 'Events written down and not yet on the bus');
    this.outboxAge = gauge('messages_outbox_age_seconds', 'Age of the oldest of them');
    this.refused = gauge('messages_refused', 'Events that the bus will never take as they are');
    this.parkedMessages = gauge('messages_parked', 'Messages of parked subjects, by the state of the subject', 'type', 'state');
    this.parkedAge = gauge(
      'messages_parked_age_seconds',
      'Longest time that the first message of such a subject has failed',
      'type',
      'state',
    );
    this.lagRecords = gauge('messages_lag_records', 'Records that the service has not read yet', 'topic');
    this.lagSeconds = gauge('messages_lag_seconds', 'Time that the oldest of them has been on the bus', 'topic');
    this.reading = gauge('messages_reading', '1: the service reads from the bus; 0: it does not');
  }

  /** For a background loop: there is never more to do at once. What the bus cannot tell just now keeps its last value. */
  async tell(counts: MessagingCounts, reads: boolean): Promise<boolean> {
    this.reading.set({ service: this.service }, reads ? 1 : 0);
    this.counted(await counts.now(), await counts.parked());
    this.behind(await counts.lag());
    return false;
  }

  private counted({ outbox, outboxAgeSeconds, refused }: Counts, parked: readonly ParkedCount[]): void {
    const { service } = this;
    this.outbox.set({ service }, outbox);
    this.outboxAge.set({ service }, outboxAgeSeconds);
    this.refused.set({ service }, refused);
    for (const labels of this.types.values()) this.setParked(labels, { messages: 0, ageSeconds: 0 });
    for (const { type, state, ...count } of parked) {
      this.types.set(`${state} ${type}`, { type, state });
      this.setParked({ type, state }, count);
    }
  }

  private behind(lags: readonly Lag[]): void {
    const { service } = this;
    for (const topic of new Set(lags.map((lag) => lag.topic))) {
      const ofTopic = lags.filter((lag) => lag.topic === topic);
      this.lagRecords.set(
        { service, topic },
        ofTopic.reduce((sum, { records }) => sum + records, 0),
      );
      this.lagSeconds.set({ service, topic }, Math.max(...ofTopic.map(({ seconds }) => seconds)));
    }
  }

  private setParked(labels: { type: string; state: string }, { messages, ageSeconds }: Pick<ParkedCount, 'messages' | 'ageSeconds'>): void {
    this.parkedMessages.set({ service: this.service, ...labels }, messages);
    this.parkedAge.set({ service: this.service, ...labels }, ageSeconds);
  }
}

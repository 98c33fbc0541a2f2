import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SentEvent } from './effects.rules';
import { EVENTS_EACH, type RunSize } from './sizes';
import type { SupervisedProcess } from './supervised-process';

const BETWEEN_EVENTS_MS = 300;
const RETRY_MS = 300;
const ANSWERS_WITHIN_MS = 5000;
/** Referrals that are being told of at once; more only wait while the source does not answer. */
const MOST_OPEN = 200;

/** Tells the source of referrals at a steady pace, each event again and again until it is acknowledged, one after another in a referral. */
export class Load {
  /** What the source has acknowledged. */
  readonly acknowledged: SentEvent[] = [];
  /** Why the last request that was not acknowledged was not. */
  refusal = 'none';
  private begun = 0;
  private open = 0;
  private asked = 0;

  constructor(
    private readonly size: RunSize,
    private readonly sources: readonly SupervisedProcess[],
    private readonly signal: AbortSignal,
  ) {}

  /** Goes on for as many referrals as the run is large, and then until `enough`; resolves when the last event is acknowledged. */
  async run(enough: () => boolean): Promise<void> {
    const start = Date.now();
    while (this.begun < this.size.referrals || !enough()) {
      this.signal.throwIfAborted();
      const due = ((Date.now() - start) / 1000) * this.size.perSecond;
      if (this.begun < due && this.open < MOST_OPEN) this.begin();
      else await delay(5);
    }
    while (this.open > 0) {
      this.signal.throwIfAborted();
      await delay(20);
    }
  }

  private begin(): void {
    this.begun += 1;
    this.open += 1;
    void this.referral().finally(() => (this.open -= 1));
  }

  private async referral(): Promise<void> {
    const subject = randomUUID();
    for (let number = 1; number <= EVENTS_EACH; number += 1) {
      if (number > 1) await delay(BETWEEN_EVENTS_MS);
      while (!(await this.isAcknowledged({ subject, number }))) {
        if (this.signal.aborted) return;
        await delay(RETRY_MS);
      }
      this.acknowledged.push({ subject, number });
    }
  }

  private async isAcknowledged(event: SentEvent): Promise<boolean> {
    const up = this.sources.flatMap(({ url }) => url ?? []);
    const url = up[(this.asked += 1) % up.length];
    if (url === undefined) {
      this.refusal = 'no source is up';
      return false;
    }
    try {
      const answer = await fetch(`${url}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-correlation-id': `${event.subject}/${event.number}` },
        body: JSON.stringify(event),
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
      });
      const text = await answer.text();
      if (!answer.ok) this.refusal = `${answer.status} ${text}`;
      return answer.ok;
    } catch (error) {
      this.refusal = String(error);
      return false;
    }
  }
}

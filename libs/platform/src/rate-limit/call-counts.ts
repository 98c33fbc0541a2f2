import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;
/** Callers and addresses of one minute; who comes when it is full pushes the oldest out. */
const MOST_KEYS = 50_000;

interface Count {
  /** As last heard from all instances, this one included. */
  shared: number;
  /** Counted here since. */
  own: number;
}

/** What one instance counted since it last told the others. */
export interface Counted {
  readonly minute: number;
  readonly calls: ReadonlyMap<string, number>;
}

/**
 * Calls of the current minute by key. Counts here at once, so that no request waits for a database, and hears about once a second what the
 * other instances counted: over several, a caller may go over a limit by what they answer within that second.
 */
export class CallCounts {
  private minute = 0;
  private isExchanged = false;
  private counts = new Map<string, Count>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether this is the one that exchanges them with other instances: the first that offers. */
  exchangedBy(exchange: { serve(counts: CallCounts): void }): boolean {
    if (this.isExchanged) return false;
    exchange.serve(this);
    this.isExchanged = true;
    return true;
  }

  /** One call more; answers how many there were in this minute and how many milliseconds are left of it. */
  count(key: string): { current: number; ttl: number } {
    const now = this.now();
    this.begin(Math.floor(now / MINUTE_MS));
    const hash = createHash('sha256').update(key).digest('base64');
    const count = this.counts.get(hash) ?? { shared: 0, own: 0 };
    count.own++;
    if (!this.counts.has(hash) && this.counts.size >= MOST_KEYS) this.counts.delete(this.counts.keys().next().value ?? '');
    this.counts.set(hash, count);
    return { current: count.shared + count.own, ttl: MINUTE_MS - (now % MINUTE_MS) };
  }

  /** What the others have not heard yet. */
  untold(): Counted {
    const calls = [...this.counts].filter(([, { own }]) => own > 0).map(([key, { own }]): [string, number] => [key, own]);
    return { minute: this.minute, calls: new Map(calls) };
  }

  /** The others know what was `told`; `totals` is what all counted. */
  heard(told: Counted, totals: ReadonlyMap<string, number>): void {
    if (told.minute !== this.minute) return;
    for (const [key, total] of totals) {
      const count = this.counts.get(key);
      if (!count) continue;
      count.shared = total;
      count.own -= told.calls.get(key) ?? 0;
    }
  }

  private begin(minute: number): void {
    if (minute === this.minute) return;
    this.minute = minute;
    this.counts = new Map();
  }
}

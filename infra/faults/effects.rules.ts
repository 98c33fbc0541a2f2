/** An event as its source wrote it down: the n-th of its subject, from 1. */
export interface SentEvent {
  readonly subject: string;
  readonly number: number;
}

/** What a handler left behind. */
export interface Effect extends SentEvent {
  readonly topic: string;
  /** The number that the outbox gave to the event it handled. */
  readonly sequence: number;
}

/** All effects of one consumer in the order in which they were written; each event that was sent must have left one. */
export interface ConsumerTable {
  readonly consumer: string;
  readonly effects: readonly Effect[];
}

/** A subject that a consumer parked, or an event that never left an outbox. */
export interface LeftOver {
  readonly service: string;
  readonly state: 'dead' | 'waiting' | 'in the outbox';
  readonly topic: string;
  readonly subject: string;
  readonly why: string;
}

/** All tables, after the services have stopped. */
export interface Found {
  readonly sent: readonly SentEvent[];
  /** What the source said it had taken: each must stand in `sent`. */
  readonly acknowledged: readonly SentEvent[];
  readonly consumers: readonly ConsumerTable[];
  readonly leftOver: readonly LeftOver[];
}

export interface Counts {
  lost: number;
  doubled: number;
  outOfOrder: number;
  /** Dead or still waiting, never sent, or never left: no fault of the run explains any of these. */
  unexplained: number;
}

export interface Verdict extends Counts {
  /** Per consumer, and for the source what it acknowledged and then did not have. */
  readonly tables: readonly (Counts & { readonly name: string; readonly rows: number })[];
  /** The first ones found, in words. */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 10;

/** Compares what every consumer has with what was sent. */
export function judge(found: Found): Verdict {
  const examples: string[] = [];
  const tell = (example: string): void => {
    if (examples.length < MOST_EXAMPLES) examples.push(example);
  };
  const tables = [
    { name: 'sent', rows: found.sent.length, ...judgeSource(found, tell) },
    ...found.consumers.map((table) => ({ name: table.consumer, rows: table.effects.length, ...judgeConsumer(found.sent, table, tell) })),
  ];
  for (const { service, state, topic, subject, why } of found.leftOver) tell(`${state} at ${service}: ${topic} ${subject} (${why})`);
  const sum = (of: keyof Counts): number => tables.reduce((total, table) => total + table[of], 0);
  return {
    lost: sum('lost'),
    doubled: sum('doubled'),
    outOfOrder: sum('outOfOrder'),
    unexplained: sum('unexplained') + found.leftOver.length,
    tables,
    examples,
  };
}

/** The one line that counts. */
export function lineOf({ lost, doubled, outOfOrder, unexplained }: Counts): string {
  return `lost ${lost}, doubled ${doubled}, out of order ${outOfOrder}, unexplained ${unexplained}`;
}

export function isClean({ lost, doubled, outOfOrder, unexplained }: Counts): boolean {
  return lost + doubled + outOfOrder + unexplained === 0;
}

function judgeSource({ sent, acknowledged }: Found, tell: (example: string) => void): Counts {
  const written = new Set(sent.map(keyOf));
  const lost = acknowledged.filter((event) => !written.has(keyOf(event)));
  for (const event of lost) tell(`lost: ${keyOf(event)} was acknowledged and is not there`);
  return { lost: lost.length, doubled: 0, outOfOrder: 0, unexplained: 0 };
}

function judgeConsumer(sent: readonly SentEvent[], { consumer, effects }: ConsumerTable, tell: (example: string) => void): Counts {
  const counts: Counts = { lost: 0, doubled: 0, outOfOrder: 0, unexplained: 0 };
  const count = (what: keyof Counts, event: SentEvent, how: string): void => {
    counts[what] += 1;
    tell(`${how} at ${consumer}: ${keyOf(event)}`);
  };
  const missing = new Map(sent.map((event) => [keyOf(event), event]));
  const known = new Set(missing.keys());
  const seen = new Set<string>();
  const highest = new Map<string, number>();
  for (const effect of effects) {
    const key = keyOf(effect);
    if (!known.has(key)) {
      count('unexplained', effect, 'never sent, but handled');
      continue;
    }
    missing.delete(key);
    if (seen.has(key)) {
      count('doubled', effect, 'doubled');
      continue;
    }
    seen.add(key);
    const line = `${effect.topic} ${effect.subject}`;
    const before = highest.get(line) ?? 0;
    if (effect.number < before || effect.sequence !== effect.number) count('outOfOrder', effect, 'out of order');
    highest.set(line, Math.max(before, effect.number));
  }
  for (const event of missing.values()) count('lost', event, 'lost');
  return counts;
}

function keyOf({ subject, number }: SentEvent): string {
  return `${subject}/${number}`;
}

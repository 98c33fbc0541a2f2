import 'reflect-metadata';
import { migrateAll, start, type RunningProcess } from '#libs/platform';
import { answer, say } from './messaging-child';
import { consumingService } from './messaging-services';
import { percentile } from './result';

/** Often enough that writers with a window do not stand still, seldom enough to cost nothing. */
const TOLD_EVERY_MS = 25;

/** What went through since it was last asked. */
export interface Handled {
  readonly count: number;
  /** From the first to the last. */
  readonly seconds: number;
  /** From written down to committed here, in ms; 0 unless it was told to keep them. */
  readonly p50: number;
  readonly p99: number;
}

export interface Footprint {
  readonly rssMb: number;
  readonly heapMb: number;
}

let total = 0;
let first = 0;
let last = 0;
let sinceReset = 0;
let delays: number[] | undefined;
let told = -1;
let running: RunningProcess | undefined;

const service = consumingService({
  handled: (time) => {
    last = performance.now();
    if (sinceReset === 0) first = last;
    sinceReset += 1;
    total += 1;
    delays?.push(Date.now() - Date.parse(time));
  },
});

setInterval(() => {
  if (total !== told) say(total);
  told = total;
}, TOLD_EVERY_MS).unref();

export const acts = {
  migrate: () => migrateAll([service], [], process.env),
  begin: async () => {
    running = await start([service], process.env);
  },
  pause: async () => {
    await running?.close();
    running = undefined;
  },
  reset: ({ keepDelays }: { keepDelays: boolean }) => {
    sinceReset = 0;
    delays = keepDelays ? [] : undefined;
  },
  handled: (): Handled => ({
    count: sinceReset,
    seconds: (last - first) / 1000,
    p50: percentile(delays ?? [], 0.5),
    p99: percentile(delays ?? [], 0.99),
  }),
  footprint: (): Footprint => {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 };
  },
};

answer(acts);

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TaskAccepted } from '#libs/contracts';
import { migrateAll, start } from '#libs/platform';
import { atRate } from './load';
import { answer } from './messaging-child';
import { BenchProducer, producingService, SUBJECTS } from './messaging-services';

const WRITERS = 16;
const PER_FILLING_TRANSACTION = 50;

const service = producingService();
let producer: BenchProducer | undefined;
let committed = 0;
let handled = 0;
let flowing: Promise<unknown> | undefined;
let stopping = false;
let roomAgain: (() => void)[] = [];

function event(): TaskAccepted {
  return Object.assign(new TaskAccepted(), {
    referralId: SUBJECTS[Math.floor(Math.random() * SUBJECTS.length)],
    connectionId: randomUUID(),
    taskId: randomUUID(),
    serviceId: randomUUID(),
    providerId: randomUUID(),
    waitingList: false,
    acceptedAt: new Date().toISOString(),
  });
}

async function publish(count: number): Promise<void> {
  committed += count;
  // In one order everywhere: two transactions that lock the same subjects would wait for one another.
  const events = Array.from({ length: count }, event).sort((a, b) => (a.referralId < b.referralId ? -1 : 1));
  await producer?.publish(...events);
}

/** Writers publish as fast as they can while no more than `window` events are committed and not handled yet. */
async function write(window: number, atOnce: number): Promise<void> {
  while (!stopping) {
    if (committed - handled < window) await publish(atOnce);
    else {
      await new Promise<void>((resolve) => {
        roomAgain.push(resolve);
      });
    }
  }
}

function wakeWriters(): void {
  const waiting = roomAgain;
  roomAgain = [];
  for (const resume of waiting) resume();
}

export const acts = {
  migrate: () => migrateAll([service], [], process.env),
  begin: async () => {
    producer = (await start([service], process.env)).app.get(BenchProducer, { strict: false });
  },
  /** Commits that many, many to a transaction. */
  fill: async (count: number) => {
    for (let left = count; left > 0; left -= WRITERS * PER_FILLING_TRANSACTION) {
      const writers = Math.min(WRITERS, Math.ceil(left / PER_FILLING_TRANSACTION));
      await Promise.all(Array.from({ length: writers }, () => publish(PER_FILLING_TRANSACTION)));
    }
    return committed;
  },
  committed: () => committed,
  /** Resolves when all that was committed is on the bus. */
  sent: async () => {
    while ((await producer?.transaction.read('SELECT 1 FROM outbox LIMIT 1'))?.length) await delay(20);
  },
  /** A transaction an event, unless told; until `stop`. */
  flow: ({ window, atOnce = 1 }: { window: number; atOnce?: number }) => {
    stopping = false;
    flowing = Promise.all(Array.from({ length: WRITERS }, () => write(window, atOnce)));
  },
  stop: async () => {
    stopping = true;
    wakeWriters();
    await flowing;
    return committed;
  },
  /** Evenly spread, so many events to a transaction. */
  pace: async ({ rate, seconds, atOnce }: { rate: number; seconds: number; atOnce: number }): Promise<number> => {
    await atRate(rate / atOnce, seconds, () => publish(atOnce));
    return committed;
  },
};

answer(acts, (word) => {
  handled = Number(word);
  wakeWriters();
});

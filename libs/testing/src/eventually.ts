import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Time until the last failure is the test's; 10 s unless told. */
  timeoutMs?: number;
  /** Pause between two tries; 25 ms unless told. */
  everyMs?: number;
}

/** Tries the check again and again until it passes, and answers what it answered; in the end throws its last failure. */
export async function eventually<T>(check: () => T | Promise<T>, { timeoutMs = 10_000, everyMs = 25 }: EventuallyOptions = {}): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await delay(everyMs);
    }
  }
}

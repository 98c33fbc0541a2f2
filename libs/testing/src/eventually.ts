import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Longest wait before the last failure becomes the test's, in milliseconds; 120 s unless given, for a wait that succeeds costs nothing. */
  timeoutMs?: number;
  /** Longest pause between two tries; 100 ms unless told. The first are shorter: what is about to happen is not waited for. */
  everyMs?: number;
}

/** Tries the check again and again until it passes, and answers what it answered; in the end throws its last failure. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 120_000, everyMs = 100 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (let pauseMs = Math.min(10, everyMs); ; pauseMs = Math.min(everyMs, pauseMs * 1.5)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await delay(pauseMs);
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Longest wait before the last failure becomes the test's, in milliseconds; 120 s unless given, for a wait that succeeds costs nothing. */
  timeoutMs?: number;
  /** Pause between two tries; 25 ms unless told. */
  everyMs?: number;
}

/** Tries the check again and again until it passes, and answers what it answered; in the end throws its last failure. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 120_000, everyMs = 25 }: EventuallyOptions = {},
): Promise<T> {
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

const FIRST_MS = 1000;
const MOST_MS = 3_600_000;

/** How long after the given number of failures a timer is tried again: doubling from a second to an hour. */
export function retryAfterMs(attempts: number): number {
  return Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 30));
}

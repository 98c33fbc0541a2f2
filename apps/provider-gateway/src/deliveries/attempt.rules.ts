/** How a try to deliver ended: with an answer's status, or without one. */
export type AttemptResult =
  | { readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly error: 'timeout' | 'connection-failed' | 'secret-unreadable' };

/** What follows from it. */
export type Consequence =
  | { readonly kind: 'delivered' }
  /** The endpoint is gone (410): it is disabled, and what is due to it waits. */
  | { readonly kind: 'gone' }
  /** Tried again after `delayMs`. */
  | { readonly kind: 'again'; readonly reason: string; readonly delayMs: number; readonly pauseMs: number }
  /** The attempts have ended. */
  | { readonly kind: 'failed'; readonly reason: string; readonly pauseMs: number };

export interface Standing {
  /** Attempts at this delivery, this one counted. */
  readonly attempts: number;
  /** How often in a row the endpoint has asked to be left alone, before this. */
  readonly slowdowns: number;
}

/** Overloaded, or a gateway in front of it is: the whole endpoint is left alone for a while (`pauseMs`). */
const SLOW_DOWN = new Set([429, 502, 504]);
const LONGEST_RETRY_AFTER_MS = 6 * 3_600_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const JITTER = 0.2;

/** Decides after an attempt. Only 2xx is success: a redirect could lead anywhere and is not followed. `random` is from 0 up to 1. */
export function consequenceOf(
  result: AttemptResult,
  standing: Standing,
  schedule: readonly number[],
  random: number,
  now: Date,
): Consequence {
  const status = 'status' in result ? result.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const reason = 'error' in result ? result.error : `http-${String(result.status)}`;
  const asked = 'status' in result ? retryAfterMs(result.retryAfter, now) : 0;
  const pauseMs = status !== undefined && SLOW_DOWN.has(status) ? Math.max(asked, pauseOf(standing.slowdowns, schedule)) : 0;
  const wait = schedule[standing.attempts - 1];
  if (wait === undefined) return { kind: 'failed', reason, pauseMs };
  return { kind: 'again', reason, delayMs: Math.max(asked, Math.round(wait * (1 - JITTER + 2 * JITTER * random))), pauseMs };
}

/** `Retry-After`, seconds or a date, bounded; 0 when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function pauseOf(slowdowns: number, schedule: readonly number[]): number {
  return Math.min(schedule[Math.min(slowdowns, schedule.length - 1)] ?? LONGEST_PAUSE_MS, LONGEST_PAUSE_MS);
}

import { DomainError, NotYetKnownError, type FieldProblem } from '#libs/contracts';

/** What becomes of a message that failed. */
export interface Verdict {
  readonly state: 'waiting' | 'dead';
  /** Pause before the next attempt; of no meaning when dead. */
  readonly afterMs: number;
  readonly code: string;
  readonly reason: string;
  /** The reason where it may leave the service: a refusal's own sentence names no person, what others throw may. */
  readonly toldReason?: string;
  readonly problems: readonly FieldProblem[];
}

export interface Patience {
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
  readonly retryAttempts: number;
  readonly unknownFirstMs: number;
  readonly unknownLongestMs: number;
  readonly unknownMaxAgeMs: number;
}

export const NOT_YET_KNOWN = 'NOT_YET_KNOWN';

/**
 * A refusal is final. What another topic has not told of yet waits shortly and ends by age. Anything else waits longer
 * each time and ends by attempts. Jitter keeps messages that failed together from coming back together.
 */
export function verdictOn(error: unknown, tried: { attempts: number; ageMs: number }, patience: Patience, random = Math.random()): Verdict {
  const foreseen = error instanceof DomainError || error instanceof NotYetKnownError;
  const told = {
    code: codeOf(error),
    reason: reasonOf(error),
    ...(foreseen ? { toldReason: error.message } : {}),
    problems: error instanceof DomainError ? error.problems : [],
  };
  if (error instanceof DomainError) return { ...told, state: 'dead', afterMs: 0 };
  const unknown = error instanceof NotYetKnownError;
  const over = unknown ? tried.ageMs >= patience.unknownMaxAgeMs : tried.attempts >= patience.retryAttempts;
  if (over) return { ...told, state: 'dead', afterMs: 0 };
  const [first, longest] = unknown
    ? [patience.unknownFirstMs, patience.unknownLongestMs]
    : [patience.retryFirstMs, patience.retryLongestMs];
  const pause = Math.min(longest, first * 2 ** Math.min(tried.attempts, 30));
  return { ...told, state: 'waiting', afterMs: Math.round(pause * (0.5 + random / 2)) };
}

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (error instanceof NotYetKnownError) return NOT_YET_KNOWN;
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  if (typeof state === 'string' && /^[\dA-Z]{5}$/.test(state)) return `POSTGRES.${state}`;
  return error instanceof Error ? error.name : 'Error';
}

const LONGEST_REASON = 500;

// PostgreSQL quotes the value it dislikes, which may be personal; names of tables and constraints stay.
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof DomainError || error instanceof NotYetKnownError) return text;
  return text.replaceAll(/"([^"]*)"/g, (quoted, inner: string) => (/^[a-z_]+$/.test(inner) ? quoted : '"…"')).slice(0, LONGEST_REASON);
}

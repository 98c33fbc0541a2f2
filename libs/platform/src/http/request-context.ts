import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { FieldProblem } from '#libs/contracts';

/** What one piece of work is known by, from the door through events to the webhook. */
export interface WorkContext {
  readonly requestId: string;
  /** The sender's `X-Correlation-Id`, or made at the door; carried into every event and webhook. */
  readonly correlationId: string;
  /** W3C trace context: carried when it came, never invented. */
  readonly traceparent?: string;
  /** Somebody waits for the answer, so that statements have little time. Absent in background work. */
  readonly answers?: true;
  /** What is being done, as the audit trail names it: `GET /api/caseload/cases/:caseId`, or the type of the message. */
  readonly operation?: string;
  /** Whether a request has written into the audit trail. */
  readonly audited?: { done: boolean };
}

const storage = new AsyncLocalStorage<WorkContext>();

/** The context of the request or message being handled. */
export const RequestContext = {
  run<T>(context: WorkContext, work: () => T): T {
    return storage.run(context, work);
  },

  /** Outside of any request (a timer, a start-up act) the work is its own beginning. */
  current(): WorkContext {
    const current = storage.getStore();
    if (current) return current;
    const id = randomUUID();
    return { requestId: id, correlationId: id };
  },

  find(): WorkContext | undefined {
    return storage.getStore();
  },
};

const HEADER_LIMIT = 200;
const IDS = ['X-Request-Id', 'X-Correlation-Id'];

/** Ids that came with the request and cannot be kept: longer than 200 characters, or not all visible ASCII. */
export function problemsOfIds(headers: Record<string, unknown>): FieldProblem[] {
  const wrong = IDS.filter((name) => headers[name.toLowerCase()] !== undefined && printable(headers[name.toLowerCase()]) === undefined);
  const detail = `An id has 1 to ${String(HEADER_LIMIT)} visible ASCII characters, without spaces.`;
  return wrong.map((name) => ({ pointer: `/${name}`, code: 'not-an-id', detail }));
}

/** Takes the ids a request came with, or makes them; the answer to one with an unusable id has one that was made. */
export function contextOf(headers: Record<string, unknown>, operation?: string): WorkContext {
  const requestId = printable(headers['x-request-id']) ?? randomUUID();
  const traceparent = printable(headers.traceparent);
  return {
    requestId,
    correlationId: printable(headers['x-correlation-id']) ?? requestId,
    answers: true,
    audited: { done: false },
    ...(operation === undefined ? {} : { operation }),
    ...(traceparent !== undefined && /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(traceparent) ? { traceparent } : {}),
  };
}

function printable(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= HEADER_LIMIT && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

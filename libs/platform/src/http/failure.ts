import { HttpException } from '@nestjs/common';
import { DomainError, type FieldProblem } from '#libs/contracts';
import { databaseFailure, type DatabaseFailure } from '../database/database-failure';
import { LISTED_PROBLEMS } from './json-scan';

/** An error as the answer will tell it, before a format (problem+json, OperationOutcome) is chosen. */
export interface Failure {
  readonly status: number;
  /** For machines: `REFERRAL.ALREADY_RECEIVED`. */
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  /** Worth a log entry with its stack: nobody foresaw it. */
  readonly unforeseen: boolean;
}

/** A failure that needs headers of its own, such as `WWW-Authenticate`. */
export interface HasHeaders {
  readonly headers: Readonly<Record<string, string>>;
}

const BY_STATUS: Readonly<Record<number, [code: string, detail: string]>> = {
  400: ['REQUEST.INVALID', 'The request cannot be read.'],
  404: ['ADDRESS.NOT_FOUND', 'There is nothing at this address.'],
  405: ['METHOD.NOT_ALLOWED', 'This address does not answer that method.'],
  408: ['REQUEST.TIMED_OUT', 'The request came too slowly.'],
  413: ['BODY.TOO_LARGE', 'The body is larger than is accepted.'],
  414: ['ADDRESS.TOO_LONG', 'A part of the address is longer than is accepted.'],
  415: ['MEDIA_TYPE.UNSUPPORTED', 'The media type is not accepted here.'],
  431: ['HEADERS.TOO_LARGE', 'The headers are larger than is accepted.'],
};

const RETRY_AFTER_SECONDS = '5';

const DATABASE_TROUBLE: Readonly<Record<DatabaseFailure, string>> = {
  unreachable: 'The hub cannot reach its database just now',
  'read-only': "The hub's database accepts no writes just now",
  'disk-full': "The hub's database has no space left",
  'out-of-memory': "The hub's database has no memory left just now",
  'too-many-connections': "The hub's database has no connection left just now",
  'storage-failing': "The hub's database cannot use its storage just now",
  'timed-out': 'The work took longer than the hub allows',
  locked: 'Other work holds the same records just now',
  contended: 'Other work changed the same records at the same moment',
};

/** What is told of an error: a foreseen one in its own words, an unforeseen one without any. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) {
    const headers = 'headers' in error ? (error as unknown as HasHeaders).headers : {};
    const { status, code, message } = error;
    const problems = error.problems.slice(0, LISTED_PROBLEMS);
    const detail = problems.length < error.problems.length ? `${message} Only the first ${String(LISTED_PROBLEMS)} are listed.` : message;
    return { status, code, detail, problems, headers, unforeseen: false };
  }
  const trouble = databaseFailure(error);
  if (trouble !== undefined) {
    return failure(503, 'SERVICE.UNAVAILABLE', `${DATABASE_TROUBLE[trouble]}; nothing was stored.`, {
      'retry-after': RETRY_AFTER_SECONDS,
    });
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500) {
    return {
      ...failure(500, 'SERVER.ERROR', 'Something went wrong in the hub; it has been logged under the request id.'),
      unforeseen: true,
    };
  }
  const [code, detail] = BY_STATUS[status] ?? ['REQUEST.REFUSED', 'The request was refused.'];
  return failure(status, code, detail);
}

function failure(status: number, code: string, detail: string, headers: Record<string, string> = {}): Failure {
  return { status, code, detail, problems: [], headers, unforeseen: false };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

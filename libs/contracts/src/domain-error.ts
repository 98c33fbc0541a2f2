/**
 * A refusal that is final: the same request or message would be refused again. `code` is for machines
 * (`REFERRAL.ALREADY_RECEIVED`), `status` the HTTP status it answers with, the message a sentence for people
 * that names no person.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;

  constructor(
    message: string,
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** One thing that is wrong with a request: where (JSON pointer or FHIRPath), a code for machines and a sentence for people. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The request or message is malformed: every problem in it is listed, nothing was changed. */
export class InvalidRequestError extends DomainError {
  readonly code = 'REQUEST.INVALID';
  readonly status = 400;

  constructor(problems: readonly FieldProblem[], message = 'The request has problems; each is listed.') {
    super(message, problems);
  }
}

/** What was asked for does not exist, or lies outside the caller's organisation: the two are not told apart (surface: 404). */
export class NotFoundError extends DomainError {
  readonly code: string;
  readonly status = 404;

  constructor(what: string) {
    super(`There is no such ${what}.`);
    this.code = `${what.toUpperCase().replaceAll(/[^A-Z]+/g, '_')}.NOT_FOUND`;
  }
}

/**
 * A handler met a subject that another topic has not told of yet. Topics have no order between them, so this waits,
 * parked by age, and is never final at once.
 */
export class NotYetKnownError extends Error {
  constructor(what: string) {
    super(`${what} is not known yet`);
    this.name = 'NotYetKnownError';
  }
}

/** What was read has changed meanwhile: the caller's `If-Match` names an older version (412). */
export class VersionConflictError extends DomainError {
  readonly code = 'VERSION.CONFLICT';
  readonly status = 412;

  constructor(readonly current: number) {
    super(`The record has changed: its version is now ${String(current)}.`);
  }
}

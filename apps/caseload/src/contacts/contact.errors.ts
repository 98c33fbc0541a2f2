import { DomainError, type FieldProblem } from '#libs/contracts';

/** Only what has happened is recorded; it cannot have been kept or missed yet. */
export class ContactInFutureError extends DomainError {
  readonly code = 'CONTACT.IN_FUTURE';
  readonly status = 422;

  constructor() {
    super('A contact that lies in the future cannot have been kept or missed.', [
      { pointer: '/at', code: 'in-future', detail: 'The time lies in the future.' },
    ]);
  }
}

/** The contact as told cannot be; every problem is listed. */
export class ContactRefusedError extends DomainError {
  readonly code = 'CONTACT.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The contact cannot be taken like this; each problem is listed.', problems);
  }
}

/** What was planned has happened, or was called off. */
export class PlannedContactSettledError extends DomainError {
  readonly code = 'CONTACT.SETTLED';
  readonly status = 409;

  constructor(state: string) {
    super(`The contact is no longer planned: it is ${state}.`, [
      { pointer: '/state', code: 'settled', detail: `The contact is ${state}.` },
    ]);
  }
}

/** The person counts as not reached only when the service has tried often enough, in more than one way (CL-16). */
export class NotTriedEnoughError extends DomainError {
  readonly code = 'CASE.NOT_TRIED_ENOUGH';
  readonly status = 409;

  constructor(lacking: readonly FieldProblem[]) {
    super('The case cannot be closed for non-contact yet: what is lacking is listed (CL-16).', lacking);
  }
}

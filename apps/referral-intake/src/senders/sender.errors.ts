import { DomainError, type FieldProblem } from '#libs/contracts';

/** A client acts for one sender, so that a referral has one. */
export class ClientAlreadyActsForAnotherError extends DomainError {
  readonly code = 'SENDER.CLIENT_TAKEN';
  readonly status = 409;

  constructor() {
    super('One of the clients acts for another sender already: give this sender a client of its own.');
  }
}

/** A sender is acted for by its own organisation's clients alone. */
export class ClientOfAnotherOrganisationError extends DomainError {
  readonly code = 'SENDER.CLIENT_OF_ANOTHER';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('A client belongs to another organisation: name clients of the sender’s own organisation only.', problems);
  }
}

/** The organisation is registered with another ODS code. */
export class SenderNotItsOrganisationError extends DomainError {
  readonly code = 'SENDER.ODS_CODE_OF_ANOTHER';
  readonly status = 422;

  constructor() {
    const detail = 'The organisation is registered with another ODS code: use that one, or have an operator correct it.';
    super(detail, [{ pointer: '/odsCode', code: 'ods-code-of-another', detail }]);
  }
}

/** The token is good, but its client acts for no registered sender. */
export class SenderNotRegisteredError extends DomainError {
  readonly code = 'SENDER.NOT_REGISTERED';
  readonly status = 403;

  constructor() {
    super('The client of this token acts for no registered sender: ask an operator of the hub to add it to your sender.');
  }
}

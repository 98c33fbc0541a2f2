import { DomainError } from '#libs/contracts';

/** Somebody signs in with this e-mail address already. */
export class AccountAlreadyExistsError extends DomainError {
  readonly code = 'ACCOUNT.ALREADY_EXISTS';
  readonly status = 409;

  constructor() {
    super('There is an account with this e-mail address already.');
  }
}

/** Only an operator makes operators: they act for every organisation. */
export class RoleNotGrantableError extends DomainError {
  readonly code = 'ACCOUNT.ROLE_NOT_GRANTABLE';
  readonly status = 403;

  constructor() {
    super('You cannot grant the role operator; an operator can.');
  }
}

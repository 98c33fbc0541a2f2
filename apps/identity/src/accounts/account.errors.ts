import { DomainError } from '#libs/contracts';

/** Somebody signs in with this email address already. */
export class AccountAlreadyExistsError extends DomainError {
  readonly code = 'ACCOUNT.ALREADY_EXISTS';
  readonly status = 409;

  constructor() {
    super('There is an account with this email address already: use that one, or give another address.');
  }
}

/** Only an operator makes and manages operators: they act for every organisation. */
export class RoleNotGrantableError extends DomainError {
  readonly code = 'ACCOUNT.ROLE_NOT_GRANTABLE';
  readonly status = 403;

  constructor() {
    super('You cannot grant the role operator or manage who has it; an operator can.');
  }
}

/** Nobody disables or deletes themselves: the last one would lock everybody out. */
export class OwnAccountError extends DomainError {
  readonly code = 'ACCOUNT.OWN';
  readonly status = 409;

  constructor() {
    super('This is your own account: a colleague can disable or delete it.');
  }
}

/** A link would lead them nowhere. */
export class AccountDisabledError extends DomainError {
  readonly code = 'ACCOUNT.DISABLED';
  readonly status = 409;

  constructor() {
    super('The account is disabled: enable it, then make a link.');
  }
}

/** The link by which somebody chooses a password does not work: it was used, a newer one was made, or its time is over. */
export class AccountLinkSpentError extends DomainError {
  readonly code = 'ACCOUNT.LINK_SPENT';
  readonly status = 404;

  constructor() {
    super('This link has been used or is too old. Sign in if you have chosen a password; else ask your administrator for a new link.');
  }
}

/** The mail server did not take the message. The account is stored all the same, unless the request had an `Idempotency-Key`: then it is undone. */
export class MailUnavailableError extends DomainError {
  readonly code = 'MAIL.UNAVAILABLE';
  readonly status = 503;
  readonly headers: Readonly<Record<string, string>> = { 'retry-after': '60' };

  constructor() {
    super('The mail server did not take the email: try again later, or make a new link with reset-link if the account is there.');
  }
}

import { DomainError } from '#libs/contracts';

/** The link was used, is older than a day, or never was one. */
export class SetUpLinkSpentError extends DomainError {
  readonly code = 'SET_UP.LINK_SPENT';
  readonly status = 404;

  constructor() {
    super('This set-up link has been used or is too old. Sign in where the hub has been set up; else start it again to get a new link.');
  }
}

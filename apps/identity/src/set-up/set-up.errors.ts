import { DomainError } from '#libs/contracts';

/** The link was used, is older than a day, or never was one. */
export class SetUpLinkSpentError extends DomainError {
  readonly code = 'SET_UP.LINK_SPENT';
  readonly status = 404;

  constructor() {
    super('This set-up link cannot be used: start the hub again to get a new one, if nobody has set it up yet.');
  }
}

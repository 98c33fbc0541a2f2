import { DomainError } from '#libs/contracts';

/** People act for their own organisation; operators register for any. */
export class OtherOrganisationError extends DomainError {
  readonly code = 'ACCESS.OTHER_ORGANISATION';
  readonly status = 403;

  constructor() {
    super('You can do this for your own organisation only.');
  }
}

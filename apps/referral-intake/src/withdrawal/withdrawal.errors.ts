import { DomainError } from '#libs/contracts';

/** Only an open referral can be taken back (422 `business-rule`). */
export class ReferralAlreadyClosedError extends DomainError {
  readonly code = 'REFERRAL.ALREADY_CLOSED';
  readonly status = 422;

  constructor() {
    super('The referral has ended already.');
  }
}

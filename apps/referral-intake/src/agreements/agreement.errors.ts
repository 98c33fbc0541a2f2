import { DomainError } from '#libs/contracts';

/** What was told cannot be an agreement: every problem is listed. */
export class AgreementRefusedError extends DomainError {
  readonly code = 'AGREEMENT.REFUSED';
  readonly status = 422;
}

/** An agreement ends once; a new one is another record. */
export class AgreementAlreadyEndedError extends DomainError {
  readonly code = 'AGREEMENT.ALREADY_ENDED';
  readonly status = 409;

  constructor() {
    super('The agreement has ended already.');
  }
}

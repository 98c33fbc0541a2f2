import { DomainError } from '#libs/contracts';

/** One clinician has it; a second does not take it from them. */
export class ReferBackAlreadyAcknowledgedError extends DomainError {
  readonly code = 'REFER_BACK.ALREADY_ACKNOWLEDGED';
  readonly status = 409;

  constructor() {
    super('A clinician has acknowledged this refer-back already.');
  }
}

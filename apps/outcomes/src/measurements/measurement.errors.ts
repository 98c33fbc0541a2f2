import { DomainError } from '#libs/contracts';

/** A change is counted from one beginning: a second one would let its size be chosen. */
export class BaselineAlreadyRecordedError extends DomainError {
  readonly code = 'MEASUREMENT.BASELINE_ALREADY_RECORDED';
  readonly status = 409;

  constructor(referralId: string) {
    super(`The referral ${referralId} has a baseline already; record a review instead.`);
  }
}

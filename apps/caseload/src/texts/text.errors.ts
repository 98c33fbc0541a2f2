import { DomainError } from '#libs/contracts';

/** The text cannot be said like this: every problem is listed, the one before stays. */
export class TextRefusedError extends DomainError {
  readonly code = 'TEXT.REFUSED';
  readonly status = 422;
}

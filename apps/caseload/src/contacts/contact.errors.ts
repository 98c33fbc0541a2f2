import { DomainError } from '#libs/contracts';

/** Only what has happened is recorded; it cannot have been kept or missed yet. */
export class ContactInFutureError extends DomainError {
  readonly code = 'CONTACT.IN_FUTURE';
  readonly status = 422;

  constructor() {
    super('A contact that lies in the future cannot have been kept or missed.', [
      { pointer: '/at', code: 'in-future', detail: 'The time lies in the future.' },
    ]);
  }
}

import { DomainError } from '#libs/contracts';

/** Only what has ended can be sent again: this delivery is still to go out, by itself. */
export class DeliveryNotEndedError extends DomainError {
  readonly code = 'DELIVERY.NOT_ENDED';
  readonly status = 409;

  constructor() {
    super('The delivery is still on its way; it cannot be sent again yet.');
  }
}

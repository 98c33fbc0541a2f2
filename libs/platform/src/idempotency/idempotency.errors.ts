import { DomainError } from '#libs/contracts';

/** The header is no usable key. */
export class IdempotencyKeyInvalidError extends DomainError {
  readonly code = 'IDEMPOTENCY.KEY_INVALID';
  readonly status = 400;

  constructor() {
    super('Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces, sent once.');
  }
}

/** The key belongs to another request: another body, query or path of the same route. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly code = 'IDEMPOTENCY.KEY_REUSED';
  readonly status = 422;

  constructor() {
    super('This Idempotency-Key was used for another request; nothing was done. Take a new key for a new request.');
  }
}

/** The first request with this key has not ended yet. */
export class IdempotencyInProgressError extends DomainError {
  readonly code = 'IDEMPOTENCY.IN_PROGRESS';
  readonly status = 409;
  readonly headers = { 'retry-after': '1' };

  constructor() {
    super('The first request with this Idempotency-Key is still being carried out; ask again for its answer.');
  }
}

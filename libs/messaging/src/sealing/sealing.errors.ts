import { DomainError } from '#libs/contracts';

/** A message was sealed with a key that this process does not hold; putting it back helps once the key is there again. */
export class SealingKeyGoneError extends DomainError {
  readonly code = 'SEALING.KEY_GONE';
  readonly status = 422;

  constructor(kid: string) {
    super(`The sealing key "${kid}" is not among SEALING_KEYS.`);
  }
}

/** Sealed data was damaged, or belongs to another event. */
export class SealedDataError extends DomainError {
  readonly code = 'SEALING.UNREADABLE';
  readonly status = 422;

  constructor() {
    super('The sealed data cannot be opened.');
  }
}

/** An event with personal data was to be published by a process without SEALING_KEYS. */
export class NoSealingKeyError extends Error {
  constructor() {
    super('SEALING_KEYS is missing: this process publishes personal data');
    this.name = 'NoSealingKeyError';
  }
}

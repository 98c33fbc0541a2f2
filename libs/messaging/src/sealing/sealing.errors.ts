import { DomainError } from '#libs/contracts';

/**
 * A message was sealed, or its person's key wrapped, with a key that this process cannot find; putting the message back
 * helps once the key is there again.
 */
export class SealingKeyGoneError extends DomainError {
  readonly code = 'SEALING.KEY_GONE';
  readonly status = 422;

  constructor(kid: string) {
    super(`The sealing key "${kid}" is not among SEALING_KEYS.`);
  }
}

/** The person was erased and their key with them: nothing opens what it sealed, and nothing more is sealed for them. */
export class PersonErasedError extends DomainError {
  readonly code = 'SEALING.PERSON_ERASED';
  readonly status = 410;

  constructor(erasedAt: Date) {
    super(`The person was erased at ${erasedAt.toISOString()}: their data can neither be opened nor sealed any more.`);
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

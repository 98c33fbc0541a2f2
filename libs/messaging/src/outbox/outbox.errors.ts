import { DomainError } from '#libs/contracts';

/** An event breaks its own contract: a bug in the service that publishes it. Nothing is published. */
export class InvalidEventError extends Error {
  constructor(
    event: string,
    readonly problems: readonly { readonly pointer: string; readonly detail: string }[],
  ) {
    super(`${event} breaks its contract: ${problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}`);
    this.name = 'InvalidEventError';
  }
}

/** Brokers refuse records over 1 MB; refusing at the door keeps the outbox flowing. */
export class EventTooLargeError extends Error {
  constructor(event: string, bytes: number) {
    super(`${event} is too large for the bus: ${String(bytes)} bytes`);
    this.name = 'EventTooLargeError';
  }
}

/**
 * An event holds text that none of its consumers could store (NUL, half of a surrogate pair). It came in by a door, so the request is refused
 * there; published, it would park at every consumer after its sender had been told yes.
 */
export class TextNotStorableError extends DomainError {
  readonly code = 'EVENT.TEXT_NOT_STORABLE';
  readonly status = 400;

  constructor(event: string, pointer: string) {
    super('A text holds NUL or half of a surrogate pair, so it cannot be stored. Take that out and send it again.', [
      { pointer, code: 'value', detail: `This text of ${event} cannot be stored.` },
    ]);
  }
}

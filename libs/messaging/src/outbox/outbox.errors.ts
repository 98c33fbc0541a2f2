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

import { DomainError, type FieldProblem } from '#libs/contracts';

/** A message that is not what its contract says; each problem is listed, no value is repeated. */
export class UnreadableMessageError extends DomainError {
  readonly code = 'MESSAGE.UNREADABLE';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The message does not follow its contract.', problems);
  }
}

/** Older than what the inbox remembers: whether it was handled before, nobody can say any more. Putting it back handles it. */
export class OlderThanInboxError extends DomainError {
  readonly code = 'MESSAGE.OLDER_THAN_INBOX';
  readonly status = 409;

  constructor(days: number) {
    super(`The message is older than the ${String(days)} days that the inbox remembers; it may have been handled before.`);
  }
}

/** The process stops; what was in hand is given again to the next one. */
export class StoppedError extends Error {
  constructor() {
    super('the process stops; the messages in hand will be given again');
    this.name = 'StoppedError';
  }
}

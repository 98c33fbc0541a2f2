import { DomainError, type FieldProblem } from '#libs/contracts';

/** A message that is not what its contract says; each problem is listed, no value is repeated. */
export class UnreadableMessageError extends DomainError {
  readonly code = 'MESSAGE.UNREADABLE';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The message does not follow its contract.', problems);
  }
}

/** The process stops; what was in hand is given again to the next one. */
export class StoppedError extends Error {
  constructor() {
    super('the process stops; the messages in hand will be given again');
    this.name = 'StoppedError';
  }
}

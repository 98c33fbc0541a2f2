import { DomainError } from '#libs/contracts';

/** The time in which contacts are to be remote is none. */
export class RemoteModeRefusedError extends DomainError {
  readonly code = 'REMOTE_MODE.REFUSED';
  readonly status = 422;

  constructor() {
    super('Remote contact ends after it begins.', [
      { pointer: '/until', code: 'before-from', detail: 'The end lies before the beginning.' },
    ]);
  }
}

/** There is no switch that could be undone. */
export class RemoteModeNotOnError extends DomainError {
  readonly code = 'REMOTE_MODE.NOT_ON';
  readonly status = 409;

  constructor() {
    super("The scheme's contacts have not been switched to remote, or that was undone already.");
  }
}

/** A scheme is switched once; a second switch would make the first one's undo guess. */
export class RemoteModeOnError extends DomainError {
  readonly code = 'REMOTE_MODE.ON_ALREADY';
  readonly status = 409;

  constructor() {
    super("The scheme's contacts are remote already in a part of that time; undo that first.");
  }
}

import { DomainError, type FieldProblem } from '#libs/contracts';

/** The case cannot go there; every problem is listed. */
export class MoveRefusedError extends DomainError {
  readonly code = 'MOVE.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The case cannot move there; each problem is listed.', problems);
  }
}

/** The case has changed since the move, or the move is undone already. */
export class MoveNotLastError extends DomainError {
  readonly code = 'MOVE.CHANGED_SINCE';
  readonly status = 409;

  constructor() {
    super('The case has changed since: move it again instead.');
  }
}

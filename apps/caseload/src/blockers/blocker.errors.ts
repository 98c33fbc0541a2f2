import { DomainError, type FieldProblem } from '#libs/contracts';

/** What was told of a blocker cannot be; every problem is listed. */
export class BlockerRefusedError extends DomainError {
  readonly code = 'BLOCKER.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The blocker cannot be recorded; each problem is listed.', problems);
  }
}

/** What has ended does not change. */
export class BlockerEndedError extends DomainError {
  readonly code = 'BLOCKER.ENDED';
  readonly status = 409;

  constructor() {
    super('The blocker has ended already.');
  }
}

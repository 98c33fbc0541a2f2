import { DomainError, type FieldProblem } from '#libs/contracts';

/** Some of those named cannot take cases; every problem is listed. */
export class ReallocationRefusedError extends DomainError {
  readonly code = 'REALLOCATION.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The cases cannot go there; each problem is listed.', problems);
  }
}

/** It is undone already. */
export class ReallocationUndoneError extends DomainError {
  readonly code = 'REALLOCATION.UNDONE';
  readonly status = 409;

  constructor() {
    super('The reallocation is undone already.');
  }
}

import { DomainError, type FieldProblem } from '#libs/contracts';

/** What was told of a signposting cannot be; every problem is listed. */
export class SignpostingRefusedError extends DomainError {
  readonly code = 'SIGNPOSTING.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The signposting cannot be recorded like this; each problem is listed.', problems);
  }
}

/** One signposting becomes one case, and one case comes of one signposting at most. */
export class SignpostingConvertedError extends DomainError {
  readonly code = 'SIGNPOSTING.CONVERTED';
  readonly status = 409;

  constructor(why: string) {
    super(why, [{ pointer: '/caseId', code: 'converted', detail: why }]);
  }
}

import { DomainError, type FieldProblem } from '#libs/contracts';

/** The absence cannot be recorded like this; every problem is listed. */
export class AbsenceRefusedError extends DomainError {
  readonly code = 'ABSENCE.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The absence cannot be recorded; each problem is listed.', problems);
  }
}

/** The worker is away on some of these days already. */
export class AbsencesOverlapError extends DomainError {
  readonly code = 'ABSENCE.OVERLAPS';
  readonly status = 409;

  constructor() {
    const detail = 'The worker is away on some of these days already: end that absence first.';
    super(detail, [{ pointer: '/from', code: 'absence-overlaps', detail }]);
  }
}

/** It does not hold any more. */
export class AbsenceEndedError extends DomainError {
  readonly code = 'ABSENCE.ENDED';
  readonly status = 409;

  constructor() {
    super('The absence has ended already.');
  }
}

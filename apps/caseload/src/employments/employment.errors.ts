import { DomainError, type FieldProblem } from '#libs/contracts';

/** What was told is no employment; every problem is listed. */
export class EmploymentRefusedError extends DomainError {
  readonly code = 'EMPLOYMENT.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The employment cannot be recorded; each problem is listed.', problems);
  }
}

/** The worker has another employment at the same host on some of these days. */
export class EmploymentsOverlapError extends DomainError {
  readonly code = 'EMPLOYMENT.OVERLAPS';
  readonly status = 409;

  constructor(field: 'validFrom' | 'validUntil') {
    const detail = 'The worker has another employment at this host on some of these days: end that one first.';
    super(detail, [{ pointer: `/${field}`, code: 'employment-overlaps', detail }]);
  }
}

/** What is reimbursed by whole-time equivalent is so in England only (CL-41). */
export class WteOfEnglandOnlyError extends DomainError {
  readonly code = 'WTE.ENGLAND_ONLY';
  readonly status = 422;

  constructor(nation: string) {
    const detail = `Whole-time equivalents are reckoned by the rules of England; the scheme is in ${nation}.`;
    super(detail, [{ pointer: '/schemeId', code: 'england-only', detail }]);
  }
}

import { DomainError, type FieldProblem } from '#libs/contracts';

/** The account is another worker's already. */
export class WorkerAccountTakenError extends DomainError {
  readonly code = 'WORKER.ACCOUNT_TAKEN';
  readonly status = 409;

  constructor() {
    super('Another worker of the organisation has this account.', [
      { pointer: '/accountSubject', code: 'taken', detail: 'Another worker of the organisation has this account.' },
    ]);
  }
}

/** Schemes are run by other organisations, or are not known here: one that was registered a moment ago soon is. */
export class SchemeOfAnotherOrganisationError extends DomainError {
  readonly code = 'WORKER.SCHEME_NOT_OWN';
  readonly status = 422;

  constructor(indexes: readonly number[]) {
    super(
      'A worker can work only for schemes of the organisation.',
      indexes.map((index) => ({
        pointer: `/schemeIds/${String(index)}`,
        code: 'not-own',
        detail: 'Your organisation runs no scheme with this id. If it was registered a moment ago, try again.',
      })),
    );
  }
}

/** The worker cannot have this case. */
export class WorkerNotOfSchemeError extends DomainError {
  readonly code = 'WORKER.NOT_OF_SCHEME';
  readonly status = 422;

  constructor(why: FieldProblem) {
    super(why.detail, [why]);
  }
}

/** The caller may work here, and it is not clear as whom or for whom. */
export class CallerNotPlacedError extends DomainError {
  readonly code = 'ACCESS.CALLER_NOT_PLACED';
  readonly status = 403;
}

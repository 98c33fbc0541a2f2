import { DomainError, type FieldProblem } from '#libs/contracts';

/** The call-back as told cannot be; every problem is listed. */
export class CallBackRefusedError extends DomainError {
  readonly code = 'CALL_BACK.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The call-back cannot be taken like this; each problem is listed.', problems);
  }
}

/** It was made, missed or called off already: a later call does not change what the person went through. */
export class CallBackSettledError extends DomainError {
  readonly code = 'CALL_BACK.SETTLED';
  readonly status = 409;

  constructor(state: string) {
    super(`The call-back is ${state}.`, [{ pointer: '/state', code: 'settled', detail: `The call-back is ${state}.` }]);
  }
}

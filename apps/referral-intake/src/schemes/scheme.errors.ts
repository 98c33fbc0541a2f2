import { DomainError } from '#libs/contracts';

/** The id of a new scheme is taken. */
export class SchemeAlreadyRegisteredError extends DomainError {
  readonly code = 'SCHEME.ALREADY_REGISTERED';
  readonly status = 409;

  constructor(id: string) {
    super(`A scheme with the id ${id} is registered already.`);
  }
}

/** Nobody can be of the ages that the scheme is for. `minAge`, `maxAge`: years, both included. */
export class SchemeRefusedError extends DomainError {
  readonly code = 'SCHEME.REFUSED';
  readonly status = 422;

  constructor(minAge: number, maxAge: number) {
    const detail = `The lowest age (${String(minAge)}) is above the highest (${String(maxAge)}).`;
    super('No age fits the scheme.', [{ pointer: '/eligibility/maxAge', code: 'ages-contradict', detail }]);
  }
}

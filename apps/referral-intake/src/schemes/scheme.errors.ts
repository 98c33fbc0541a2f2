import { DomainError } from '#libs/contracts';

export class SchemeAlreadyRegisteredError extends DomainError {
  readonly code = 'SCHEME.ALREADY_REGISTERED';
  readonly status = 409;

  constructor(id: string) {
    super(`A scheme with the id ${id} is registered already.`);
  }
}

export class SchemeRefusedError extends DomainError {
  readonly code = 'SCHEME.REFUSED';
  readonly status = 422;

  constructor(minAge: number, maxAge: number) {
    const detail = `Nobody is ${String(minAge)} and over and up to ${String(maxAge)}.`;
    super('The scheme is for nobody.', [{ pointer: '/eligibility/maxAge', code: 'ages-contradict', detail }]);
  }
}

import { DomainError } from '#libs/contracts';

export class SchemeAlreadyRegisteredError extends DomainError {
  readonly code = 'SCHEME.ALREADY_REGISTERED';
  readonly status = 409;

  constructor(id: string) {
    super(`A scheme with the id ${id} is registered already.`);
  }
}

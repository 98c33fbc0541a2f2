import { DomainError } from '#libs/contracts';

/** Another client carries this id, perhaps of another organisation, or did until it was deleted. */
export class ClientAlreadyRegisteredError extends DomainError {
  readonly code = 'CLIENT.ALREADY_REGISTERED';
  readonly status = 409;

  constructor() {
    super('A client with this id is registered already: choose another id.');
  }
}

/** A provider gives its own system no more than a provider's system needs. */
export class ScopeNotGrantableError extends DomainError {
  readonly code = 'CLIENT.SCOPE_NOT_GRANTABLE';
  readonly status = 403;

  constructor(scopes: readonly string[]) {
    super(`You cannot grant ${scopes.join(', ')}; an operator can.`);
  }
}

/** A client keeps the way in which it proves itself; another way is another client. */
export class OtherCredentialError extends DomainError {
  readonly code = 'CLIENT.OTHER_CREDENTIAL';
  readonly status = 422;

  constructor(wanted: 'jwks' | 'secret') {
    const says = { jwks: 'This client proves itself by keys: give jwks.', secret: 'This client proves itself by a secret: give secret.' };
    super(says[wanted], [{ pointer: `/${wanted}`, code: 'required', detail: says[wanted] }]);
  }
}

import { DomainError } from '#libs/contracts';

/** The organisation is a provider already. */
export class ProviderAlreadyRegisteredError extends DomainError {
  readonly code = 'PROVIDER.ALREADY_REGISTERED';
  readonly status = 409;

  constructor() {
    super('A provider with this id is registered already.');
  }
}

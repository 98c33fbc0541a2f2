import { DomainError, type OrganisationKind } from '#libs/contracts';

/** Another organisation carries this id, ODS code or charity number. */
export class OrganisationAlreadyRegisteredError extends DomainError {
  readonly code = 'ORGANISATION.ALREADY_REGISTERED';
  readonly status = 409;

  constructor(field: 'id' | 'odsCode' | 'charityNumber') {
    super('There is an organisation with this id or code already.', [
      { pointer: `/${field}`, code: 'already-registered', detail: 'Another organisation has it.' },
    ]);
  }
}

/** An account or client names an organisation that nobody registered, or one that is disabled. */
export class OrganisationNotRegisteredError extends DomainError {
  readonly code = 'ORGANISATION.NOT_REGISTERED';
  readonly status = 422;

  constructor() {
    super('There is no such organisation, or it is disabled: an operator registers it first.', [
      { pointer: '/organisationId', code: 'not-registered', detail: 'No organisation is registered under this id.' },
    ]);
  }
}

/** Nobody grants a role or a scope that an organisation of this kind may not hold, an operator neither. */
export class BeyondKindError extends DomainError {
  readonly code = 'ORGANISATION.BEYOND_KIND';
  readonly status = 422;

  constructor(kind: OrganisationKind, field: 'roles' | 'scopes', given: readonly string[], refused: readonly string[]) {
    super(
      `An organisation of the kind ${kind} may not hold ${refused.join(', ')}.`,
      refused.map((each) => ({
        pointer: `/${field}/${String(given.indexOf(each))}`,
        code: 'beyond-kind',
        detail: `An organisation of the kind ${kind} may not hold ${each}.`,
      })),
    );
  }
}

/** An operator would lock themselves out. */
export class OwnOrganisationError extends DomainError {
  readonly code = 'ORGANISATION.OWN';
  readonly status = 409;

  constructor() {
    super('This is your own organisation: you would lock yourself out. An operator of another organisation can do it.');
  }
}

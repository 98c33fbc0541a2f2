import { DomainError } from '#libs/contracts';

/** Their key seals for several organisations; one of them may not destroy what the others still need. */
export class PersonSharedError extends DomainError {
  readonly code = 'PERSON.SHARED';
  readonly status = 409;

  constructor() {
    super('The person was referred to several organisations: one of them alone cannot erase them.');
  }
}

/** Somebody is being supported: their records are needed, and whoever supports them must not lose them overnight. */
export class PersonSupportedError extends DomainError {
  readonly code = 'PERSON.CASE_OPEN';
  readonly status = 409;

  constructor(references: readonly string[]) {
    super(
      `A case of the person is open (${references.join(', ')}): have its link worker close it, or its sender withdraw the referral, and erase again.`,
    );
  }
}

/** Records that a court or an inquiry may ask for are kept whatever else is asked. */
export class PersonHeldError extends DomainError {
  readonly code = 'PERSON.LEGAL_HOLD';
  readonly status = 409;

  constructor() {
    super('A legal hold keeps the records of this person: end the hold first, with its reason.');
  }
}

/** Nothing says whom to look for. */
export class NoPersonNamedError extends DomainError {
  readonly code = 'PERSON.NOT_NAMED';
  readonly status = 400;

  constructor() {
    super('Say the reference of a referral or an NHS number.');
  }
}

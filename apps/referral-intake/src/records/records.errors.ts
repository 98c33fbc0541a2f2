import { DomainError } from '#libs/contracts';

/** Their key seals for several organisations; one of them may not destroy what the others still need. */
export class PersonSharedError extends DomainError {
  readonly code = 'PERSON.SHARED';
  readonly status = 409;

  constructor() {
    super('The person was referred to several organisations: one of them alone cannot erase or correct them.');
  }
}

/** Somebody is being supported: their records are needed, and whoever supports them must not lose them overnight. */
export class PersonHasOpenCaseError extends DomainError {
  readonly code = 'PERSON.CASE_OPEN';
  readonly status = 409;

  constructor(references: readonly string[]) {
    super(
      `A case of the person is open (${references.join(', ')}): have its link worker close it, or its sender withdraw the referral, and erase again.`,
    );
  }
}

/** With what is said now they would be somebody whom the hub knows already; persons are never merged. */
export class SamePersonError extends DomainError {
  readonly code = 'PERSON.SAME_AS_ANOTHER';
  readonly status = 409;

  constructor() {
    super('Another person is held with this NHS number, surname and birth date: find out which of them it is.');
  }
}

/** Nothing says what is wrong. */
export class NothingToCorrectError extends DomainError {
  readonly code = 'PERSON.NOTHING_TO_CORRECT';
  readonly status = 400;

  constructor() {
    super('Say what is to be corrected, beside the reason.');
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

/** An archive that lacks a service's part would look like all there is. */
export class CopiesMissingError extends DomainError {
  readonly code = 'RECORDS.COPIES_MISSING';
  readonly status = 409;

  constructor(services: readonly string[]) {
    super(`These services have not sent their copy yet: ${services.join(', ')}. Try again when they have.`);
  }
}

/** It was downloaded, or has waited for too long. */
export class CopiesGoneError extends DomainError {
  readonly code = 'RECORDS.COPIES_GONE';
  readonly status = 410;

  constructor() {
    super('These copies were downloaded or have waited for too long: ask for them anew.');
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

import { DomainError, type ConsentPurpose, type FieldProblem } from '#libs/contracts';

/** What is told of a consent cannot be. */
export class ConsentRefusedError extends DomainError {
  readonly code = 'CONSENT.REFUSED';
  readonly status = 422;

  constructor(problems: FieldProblem[]) {
    super('The consent cannot be recorded as told; each problem is listed.', problems);
  }
}

/** The person does not want to be supported, or no longer: nothing new is begun with them (GV-01). */
export class SupportStoppedError extends DomainError {
  readonly code = 'CONSENT.SUPPORT_STOPPED';
  readonly status = 409;

  constructor() {
    const detail =
      'The person does not consent to support: agree with them how to end and close the case. If they have agreed again, record that first.';
    super(detail, [{ pointer: '', code: 'no-consent-support', detail }]);
  }
}

/** The person has refused or withdrawn their consent to this. */
export class ConsentMissingError extends DomainError {
  readonly code = 'CONSENT.MISSING';
  readonly status = 409;

  constructor(purpose: ConsentPurpose, pointer: string) {
    super('The person does not consent to this.', [{ pointer, code: `no-consent-${purpose}`, detail: 'The person has said no to this.' }]);
  }
}

import { DomainError } from '#libs/contracts';

/** Without an active agreement nothing that identifies the person leaves the organisation (ID-01). */
export class AgreementMissingError extends DomainError {
  readonly code = 'AGREEMENT.MISSING';
  readonly status = 409;

  constructor(providerName: string) {
    const detail = `No information-governance agreement lets ${providerName} know who the person is: ask without their details, or have your operator record an agreement for receive-people first.`;
    super(detail, [{ pointer: '/consentToShare', code: 'no-agreement', detail }]);
  }
}

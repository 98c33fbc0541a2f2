import { DomainError, type FieldProblem } from '#libs/contracts';

/** The service meets people in a setting that the person avoids (CL-20): a warning, to be read before anything is sent. */
export class AvoidedSettingError extends DomainError {
  readonly code = 'CONNECTION.AVOIDED_SETTING';
  readonly status = 409;

  constructor(problems: readonly FieldProblem[]) {
    super(
      'Something on record speaks against this service. Offer an alternative, or send again with acknowledgeWarnings and acknowledgeReason.',
      problems,
    );
  }
}

/** Something restricted must be looked at first by somebody who may; it is not told what. */
export class RestrictedCheckNeededError extends DomainError {
  readonly code = 'CONNECTION.RESTRICTED_CHECK_NEEDED';
  readonly status = 409;

  constructor() {
    const detail = "The case's worker or a supervisor must make this referral.";
    super(detail, [{ pointer: '/serviceId', code: 'restricted-check-needed', detail }]);
  }
}

/** Who goes past a warning says why. */
export class AcknowledgementReasonMissingError extends DomainError {
  readonly code = 'CONNECTION.ACKNOWLEDGEMENT_REASON_MISSING';
  readonly status = 422;

  constructor() {
    const detail = 'Say why the referral is right although the warning stands.';
    super(detail, [{ pointer: '/acknowledgeReason', code: 'required', detail }]);
  }
}

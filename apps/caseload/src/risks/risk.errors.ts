import { DomainError } from '#libs/contracts';

/** Whoever works with the person does not decide alone that they are safe (CL-23). */
export class RiskNotYoursToLiftError extends DomainError {
  readonly code = 'RISK.NOT_YOURS_TO_LIFT';
  readonly status = 403;

  constructor(bySupervisor: boolean) {
    const supervisor = bySupervisor ? ', or a supervisor who is not the worker of the case lifts it with a reason' : '';
    super(`The risk stays active until a clinician signs it off${supervisor}. If the person needs help now, refer them back.`);
  }
}

/** A risk is lifted with a reason. */
export class LiftReasonMissingError extends DomainError {
  readonly code = 'RISK.REASON_MISSING';
  readonly status = 422;

  constructor() {
    const detail = 'Say in the note why the risk is active no more.';
    super(detail, [{ pointer: '/note', code: 'required-to-lift', detail }]);
  }
}

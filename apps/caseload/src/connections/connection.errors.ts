import { DomainError, type ConnectionState } from '#libs/contracts';

/** A connection cannot go from the one state to the other (CL-31). */
export class ConnectionTransitionError extends DomainError {
  readonly code = 'CONNECTION.TRANSITION_NOT_POSSIBLE';
  readonly status = 409;

  constructor(from: ConnectionState, to: ConnectionState) {
    const detail = `A connection that is ${from} cannot become ${to}.`;
    super(detail, [{ pointer: '/state', code: `${from}-to-${to}`, detail }]);
  }
}

/** The directory does not list the service, or it takes nobody just now. */
export class ServiceNotOpenError extends DomainError {
  readonly code = 'SERVICE.NOT_OPEN';
  readonly status = 422;

  constructor(why: string) {
    super(why, [{ pointer: '/serviceId', code: 'service-not-open', detail: why }]);
  }
}

/** The person is on their way to this service already. */
export class ConnectionAlreadyLiveError extends DomainError {
  readonly code = 'CONNECTION.ALREADY_LIVE';
  readonly status = 409;

  constructor(state: ConnectionState) {
    const detail = `The case has a connection to this service already; it is ${state}.`;
    super(detail, [{ pointer: '/serviceId', code: 'already-live', detail }]);
  }
}

/** Nobody has looked into how the person would get there and back (CL-34). */
export class TravelNotRecordedError extends DomainError {
  readonly code = 'CONNECTION.TRAVEL_NOT_RECORDED';
  readonly status = 409;

  constructor() {
    const detail = 'Before a connection is agreed it must be on record how the person gets there and back.';
    super(detail, [{ pointer: '/travel', code: 'travel-not-recorded', detail }]);
  }
}

/** Only what is paused can go on. */
export class NothingPausedError extends DomainError {
  readonly code = 'CONNECTION.NOT_PAUSED';
  readonly status = 409;

  constructor(state: ConnectionState) {
    const detail = `A connection that is ${state} is not paused.`;
    super(detail, [{ pointer: '/state', code: 'not-paused', detail }]);
  }
}

/** A step was dated in the future, or before the one that it follows. */
export class StepDateRefusedError extends DomainError {
  readonly code = 'CONNECTION.STEP_DATE_REFUSED';
  readonly status = 422;

  constructor(rule: 'in-future' | 'before-last-step') {
    const detail =
      rule === 'in-future' ? 'A step that was taken cannot lie in the future.' : 'The connection came into its present state later.';
    super(detail, [{ pointer: '/at', code: rule, detail }]);
  }
}

/** What is resolved is on record as it was resolved. */
export class BarrierAlreadyResolvedError extends DomainError {
  readonly code = 'BARRIER.ALREADY_RESOLVED';
  readonly status = 409;

  constructor() {
    super('The barrier was resolved already; log it again if it came back.');
  }
}

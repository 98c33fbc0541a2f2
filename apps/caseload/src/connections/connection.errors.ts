import { DomainError, type ConnectionState } from '#libs/contracts';

/** A connection cannot go from the one state to the other (CL-31). */
export class ConnectionTransitionError extends DomainError {
  readonly code = 'CONNECTION.TRANSITION_NOT_POSSIBLE';
  readonly status = 409;

  constructor(from: ConnectionState, to: ConnectionState) {
    super(`A connection that is ${from} cannot become ${to}.`);
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

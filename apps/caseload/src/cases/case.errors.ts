import { DomainError, type CaseStatus, type ClosureReason, type ConnectionState, type FieldProblem } from '#libs/contracts';

/** What can happen to a case, as a refusal words it. */
const ACTS = {
  allocate: 'be allocated',
  'keep-contact': 'take a contact',
  'miss-contact': 'take a contact',
  'plan-contact': 'have a contact planned',
  'promise-call-back': 'have a call-back promised',
  'describe-person': 'have new preferences or needs of the person',
  connect: 'be connected to a service',
  'progress-connection': 'have a connection progress',
  'open-action': 'have a new action',
  'refer-back': 'be referred back',
  'write-plan': 'have its plan written',
  'agree-plan': 'have its plan agreed',
  'return-to-queue': 'return to the queue',
  'start-hand-over': 'be handed over',
  'end-hand-over': 'have its hand-over ended',
  block: 'be blocked',
  move: 'be moved',
  close: 'be closed',
} as const;
export type CaseAct = keyof typeof ACTS;

/** The act is not possible in the status the case is in. */
export class CaseActRefusedError extends DomainError {
  readonly code = 'CASE.ACT_NOT_POSSIBLE';
  readonly status = 409;

  constructor(act: CaseAct, status: CaseStatus) {
    super(`A case that is ${status} cannot ${ACTS[act]}.`);
  }
}

/** The case already belongs to that worker. */
export class CaseAlreadyAllocatedError extends DomainError {
  readonly code = 'CASE.ALREADY_ALLOCATED';
  readonly status = 409;

  constructor() {
    super('The case is already allocated to this worker.', [
      { pointer: '/workerId', code: 'already-allocated', detail: 'This worker has the case already.' },
    ]);
  }
}

/** What a refusal to close tells of a connection. */
export interface ConnectionOfCase {
  readonly id: string;
  readonly serviceName: string;
  readonly state: ConnectionState;
}

/** Closing would leave people waiting at a provider that nobody follows up. */
export class ConnectionsStillLiveError extends DomainError {
  readonly code = 'CASE.CONNECTIONS_LIVE';
  readonly status = 409;

  constructor(live: readonly ConnectionOfCase[]) {
    super(
      'A case cannot be closed while a connection is live: each must first be sustained, stopped, declined or withdrawn.',
      live.map(({ id, serviceName, state }) => ({
        pointer: `/connections/${id}`,
        code: 'connection-live',
        detail: `The connection to ${serviceName} is ${state}.`,
      })),
    );
  }
}

/** Until the receiver confirms, this side is responsible (CL-18): the case cannot end under the hand-over. */
export class HandOverUnderWayError extends DomainError {
  readonly code = 'CASE.HAND_OVER_UNDER_WAY';
  readonly status = 409;

  constructor() {
    super('The person is being handed over: wait until the receiver confirms, or withdraw the hand-over, then close the case.');
  }
}

/** Something is still open that nobody would see to once the case has closed; all of it is listed. */
export class CaseNotSettledError extends DomainError {
  readonly code = 'CASE.NOT_SETTLED';
  readonly status = 409;

  constructor(problems: FieldProblem[]) {
    super('A case cannot be closed while something on it is open.', problems);
  }
}

/** What is said of the ending does not fit the reason. */
export class ClosureEndingRefusedError extends DomainError {
  readonly code = 'CASE.CLOSURE_ENDING_REFUSED';
  readonly status = 422;

  constructor(problem: FieldProblem) {
    super(problem.detail, [problem]);
  }
}

/** The reason given contradicts what happened on the case. */
export class ClosureReasonRefusedError extends DomainError {
  readonly code = 'CASE.CLOSURE_REASON_NOT_POSSIBLE';
  readonly status = 409;

  constructor(reason: ClosureReason, why: string) {
    super(why, [{ pointer: '/reason', code: `not-${reason}`, detail: why }]);
  }
}

import { DomainError, type FieldProblem, type HandOverState } from '#libs/contracts';

/** The person cannot be handed over like this; every problem is listed. */
export class HandOverRefusedError extends DomainError {
  readonly code = 'HAND_OVER.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The hand-over cannot begin; each problem is listed.', problems);
  }
}

/** What is settled does not change. */
export class HandOverSettledError extends DomainError {
  readonly code = 'HAND_OVER.SETTLED';
  readonly status = 409;

  constructor(state: HandOverState) {
    super(`The hand-over is ${state} already.`);
  }
}

/** Only who receives the person can say that they have started. */
export class NotReceiverError extends DomainError {
  readonly code = 'HAND_OVER.NOT_RECEIVER';
  readonly status = 403;

  constructor() {
    super('Only the worker who receives the person, or a supervisor, answers for the receiving side.');
  }
}

/** The provider's own news of the first attendance confirms it. */
export class ProviderMustConfirmError extends DomainError {
  readonly code = 'HAND_OVER.PROVIDER_CONFIRMS';
  readonly status = 409;

  constructor() {
    super('A hand-over to a service is confirmed by its provider, when the person first attends.');
  }
}

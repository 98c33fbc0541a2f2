import { DomainError } from '#libs/contracts';

/** What is done is not done again. */
export class ActionAlreadyDoneError extends DomainError {
  readonly code = 'ACTION.ALREADY_DONE';
  readonly status = 409;

  constructor(id: string) {
    super('The action is done already.', [{ pointer: `/actions/${id}`, code: 'already-done', detail: 'The action is done already.' }]);
  }
}

/** The action as told cannot be opened; every problem is listed. */
export class ActionRefusedError extends DomainError {
  readonly code = 'ACTION.REFUSED';
  readonly status = 422;
}

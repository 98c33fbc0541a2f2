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

/** The action ends with what it waits for. */
export class ActionOfRecordError extends DomainError {
  readonly code = 'ACTION.ENDS_WITH_ITS_CAUSE';
  readonly status = 409;

  constructor(source: string) {
    super('This action ends when what it waits for is settled.', [
      { pointer: '/source', code: 'ends-with-its-cause', detail: `End or settle ${source} instead.` },
    ]);
  }
}

/** Only the acknowledgement of a clinician ends the wait for it (CL-22). */
export class ActionOfClinicianError extends DomainError {
  readonly code = 'ACTION.CLINICIAN_MUST_ACKNOWLEDGE';
  readonly status = 409;

  constructor() {
    super('This action ends when a clinician acknowledges the refer-back.');
  }
}

/** A safeguarding concern is seen to by its named lead or by a supervisor, not by the worker of the case (GV-05). */
export class ActionOfLeadError extends DomainError {
  readonly code = 'ACTION.OF_LEAD';
  readonly status = 403;

  constructor() {
    super('This action is for the named lead or a supervisor, not for the worker of the case.');
  }
}

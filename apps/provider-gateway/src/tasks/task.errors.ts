import { DomainError } from '#libs/contracts';

/** Why a provider may not do to its Task what it asks for now. */
export type TaskConflict =
  'ALREADY_ACCEPTED' | 'ALREADY_WAITING' | 'ALREADY_ENDED' | 'NOT_YET_ACCEPTED' | 'ALREADY_ATTENDED' | 'NEVER_ATTENDED';

const SENTENCES: Readonly<Record<TaskConflict, string>> = {
  ALREADY_ACCEPTED: 'The task has been accepted already.',
  ALREADY_WAITING: 'The person is on the waiting list already.',
  ALREADY_ENDED: 'The task has ended; nothing more can be reported on it.',
  NOT_YET_ACCEPTED: 'The task must be accepted first.',
  ALREADY_ATTENDED: 'The person has attended; end the task with its outcome instead.',
  NEVER_ATTENDED: 'The person has not attended yet, so the task can only end as stopped.',
};

/** The step is not possible from where the task stands: `TASK.NOT_YET_ACCEPTED` … */
export class TaskConflictError extends DomainError {
  readonly code: string;
  readonly status = 409;

  constructor(conflict: TaskConflict) {
    super(SENTENCES[conflict]);
    this.code = `TASK.${conflict}`;
  }
}

/** A connection names a service that is not the named provider's. */
export class ServiceNotOfProviderError extends DomainError {
  readonly code = 'SERVICE.NOT_OF_PROVIDER';
  readonly status = 422;

  constructor() {
    super('The connection names a service that the named provider does not offer.');
  }
}

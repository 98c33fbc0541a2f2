import { DomainError, type FieldProblem } from '#libs/contracts';

/** The clock has ended or never began, so it cannot stand still. */
export class ClockNotRunningError extends DomainError {
  readonly code = 'CLOCK.NOT_RUNNING';
  readonly status = 409;

  constructor(clock: string) {
    const detail = `The ${clock} clock of this case does not run.`;
    super(detail, [{ pointer: '/clock', code: 'not-running', detail }]);
  }
}

/** The days of the pause make no sense; every problem is listed. */
export class ClockPauseRefusedError extends DomainError {
  readonly code = 'CLOCK.PAUSE_REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The clock cannot stand still on these days; each problem is listed.', problems);
  }
}

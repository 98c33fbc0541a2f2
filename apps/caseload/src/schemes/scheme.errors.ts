import { DomainError, type FieldProblem } from '#libs/contracts';

/** The settings do not go together; every problem is listed. */
export class SchemeSettingsRefusedError extends DomainError {
  readonly code = 'SCHEME.SETTINGS_REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The settings cannot be kept; each problem is listed.', problems);
  }
}

import { DomainError, type FieldProblem } from '#libs/contracts';

/** A related person as told cannot be; every problem is listed. */
export class RelatedPersonRefusedError extends DomainError {
  readonly code = 'RELATED_PERSON.REFUSED';
  readonly status = 422;

  constructor(problems: readonly FieldProblem[]) {
    super('The related person cannot be taken like this; each problem is listed.', problems);
  }
}

import { DomainError } from '#libs/contracts';

/** Their key seals for several organisations; one of them may not destroy what the others still need. */
export class PersonSharedError extends DomainError {
  readonly code = 'PERSON.SHARED';
  readonly status = 409;

  constructor() {
    super('The person was referred to several organisations: one of them alone cannot erase them.');
  }
}

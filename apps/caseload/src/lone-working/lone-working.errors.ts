import { DomainError } from '#libs/contracts';

/** The visit has begun: only the return of the worker ends the watch over it (GV-04). */
export class MayBeOutError extends DomainError {
  readonly code = 'LONE_WORKING.MAY_BE_OUT';
  readonly status = 409;

  constructor() {
    const detail = 'The home visit has begun: say first that the worker is back, or that the service missed the visit.';
    super(detail, [{ pointer: '/contactId', code: 'may-be-out', detail }]);
  }
}

/** Nobody is out: it is no home visit, it has not begun, or the worker is back already. */
export class NobodyOutError extends DomainError {
  readonly code = 'LONE_WORKING.NOBODY_OUT';
  readonly status = 409;

  constructor(why: string) {
    super(why, [{ pointer: '/contactId', code: 'nobody-out', detail: why }]);
  }
}

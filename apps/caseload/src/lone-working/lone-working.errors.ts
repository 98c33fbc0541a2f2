import { DomainError } from '#libs/contracts';

/** Nobody is out: it is no home visit, it has not begun, or the worker is back already. */
export class NobodyOutError extends DomainError {
  readonly code = 'LONE_WORKING.NOBODY_OUT';
  readonly status = 409;

  constructor(why: string) {
    super(why, [{ pointer: '/contactId', code: 'nobody-out', detail: why }]);
  }
}

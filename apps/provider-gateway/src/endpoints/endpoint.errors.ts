import { DomainError, InvalidRequestError } from '#libs/contracts';

const PROBLEMS = {
  'not-https': 'The address must begin with https://.',
  'has-credentials': 'The address must not hold a user name or password.',
  'not-public': 'The address leads into a network to which webhooks do not go: use one that is public.',
} as const;

/** A provider's webhook address is not one that the hub may call. */
export class EndpointAddressError extends InvalidRequestError {
  constructor(code: keyof typeof PROBLEMS) {
    super([{ pointer: '/url', code, detail: PROBLEMS[code] }]);
  }
}

/** A secret that is being replaced may sign for 30 days more at most. */
export class OverlapTooLongError extends InvalidRequestError {
  constructor() {
    super([{ pointer: '/previousUntil', code: 'too-late', detail: 'The old secret may go on for 30 days at most.' }]);
  }
}

/** A provider has as many endpoints as it may have. */
export class TooManyEndpointsError extends DomainError {
  readonly code = 'ENDPOINT.TOO_MANY';
  readonly status = 422;

  constructor(most: number) {
    super(`A provider may have ${String(most)} endpoints: delete one that is no longer used.`);
  }
}

/** A provider has tried its endpoints as often as it may in an hour. */
export class TooManyTestsError extends DomainError {
  readonly code = 'ENDPOINT.TOO_MANY_TESTS';
  readonly status = 429;
  readonly headers: Readonly<Record<string, string>>;

  constructor(most: number, retryAfterSeconds: number) {
    super(`A provider may test its endpoints ${String(most)} times an hour: try again later.`);
    this.headers = { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) };
  }
}

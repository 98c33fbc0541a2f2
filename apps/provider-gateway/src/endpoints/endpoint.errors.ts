import { InvalidRequestError } from '#libs/contracts';

const PROBLEMS = {
  'not-https': 'The address must begin with https://.',
  'has-credentials': 'The address must not hold a user name or password.',
  'not-public': 'The address leads into a network to which webhooks do not go.',
  unresolved: 'The host of the address is not known.',
} as const;

/** A provider's webhook address is not one that the hub may call. */
export class EndpointAddressError extends InvalidRequestError {
  constructor(code: keyof typeof PROBLEMS) {
    super([{ pointer: '/url', code, detail: PROBLEMS[code] }]);
  }
}

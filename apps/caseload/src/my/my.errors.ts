import { DomainError } from '#libs/contracts';

/** No code can be made for this link now: it was tried too often, or too many were made within the hour. */
export class MyCodeRefusedError extends DomainError {
  readonly code = 'MY_LINK.NO_CODE';
  readonly status = 409;

  constructor(isLocked: boolean) {
    super(
      isLocked
        ? 'Wrong codes were given too often: the link is locked. Make a new one.'
        : 'Too many codes were made within the hour. Make a new link, or wait.',
    );
  }
}

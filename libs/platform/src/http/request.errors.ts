import { DomainError } from '#libs/contracts';

/** The body has a form that this address does not read. */
export class UnsupportedMediaTypeError extends DomainError {
  readonly code = 'MEDIA_TYPE.UNSUPPORTED';
  readonly status = 415;

  constructor(mediaTypes: readonly string[]) {
    super(`This address reads ${mediaTypes.join(' or ')} in UTF-8, without a content encoding.`);
  }
}

/** None of what this address answers with is acceptable to the caller. */
export class NotAcceptableError extends DomainError {
  readonly code = 'MEDIA_TYPE.NOT_ACCEPTABLE';
  readonly status = 406;

  constructor(mediaTypes: readonly string[]) {
    super(`This address answers with ${mediaTypes.join(' or ')}.`);
  }
}

/** The body cannot be parsed at all. */
export class MalformedJsonError extends DomainError {
  readonly code = 'REQUEST.MALFORMED_JSON';
  readonly status = 400;

  constructor() {
    super('The body is not well-formed JSON.');
  }
}

/** The body holds bytes that are not UTF-8 (RFC 8259 §8.1), so nobody can say which characters were meant. */
export class NotUtf8Error extends DomainError {
  readonly code = 'REQUEST.NOT_UTF8';
  readonly status = 400;

  constructor() {
    super('The body is not well-formed UTF-8.');
  }
}

/** Path and query together are longer than is read. */
export class AddressTooLongError extends DomainError {
  readonly code = 'ADDRESS.TOO_LONG';
  readonly status = 414;

  constructor(longest: number) {
    super(`An address may have at most ${String(longest)} characters.`);
  }
}

/** The address exists and does not answer this method; `Allow` says which it does (RFC 9110 §15.5.6). */
export class MethodNotAllowedError extends DomainError {
  readonly code = 'METHOD.NOT_ALLOWED';
  readonly status = 405;
  readonly headers: Readonly<Record<string, string>>;

  constructor(allowed: readonly string[]) {
    super(`This address answers ${allowed.join(', ')}.`);
    this.headers = { allow: allowed.join(', ') };
  }
}

/** The caller, or everybody at their address, has asked too often in this minute. */
export class TooManyRequestsError extends DomainError {
  readonly code = 'REQUESTS.TOO_MANY';
  readonly status = 429;
  readonly headers: Readonly<Record<string, string>>;

  constructor(perMinute: number, seconds: number) {
    super(`More than ${String(perMinute)} requests came within a minute; nothing was done. Try again in ${String(seconds)} seconds.`);
    this.headers = { 'retry-after': String(seconds) };
  }
}

/** The process is going down; another one, or the same again, answers in a moment. */
export class ShuttingDownError extends DomainError {
  readonly code = 'SERVICE.UNAVAILABLE';
  readonly status = 503;
  readonly headers = { 'retry-after': '5' };

  constructor() {
    super('The hub is restarting; nothing was stored. Try again.');
  }
}

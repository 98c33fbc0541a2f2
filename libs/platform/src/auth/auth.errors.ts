import { DomainError } from '#libs/contracts';

/** No token, or one that is not good; says which (RFC 6750). */
export class UnauthorizedError extends DomainError {
  readonly status = 401;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: 'TOKEN.MISSING' | 'TOKEN.EXPIRED' | 'TOKEN.INVALID' | 'TOKEN.ISSUER_UNKNOWN',
    message: string,
  ) {
    super(message);
    const error = code === 'TOKEN.MISSING' ? '' : `, error="invalid_token", error_description="${message}"`;
    this.headers = { 'www-authenticate': `Bearer realm="hub"${error}` };
  }
}

/** The caller is known and may not do this. */
export class ForbiddenError extends DomainError {
  readonly code = 'ACCESS.FORBIDDEN';
  readonly status = 403;
}

/** Identity's keys or its trust list cannot be read, so it is not known whose token counts. */
export class TrustUnavailableError extends DomainError {
  readonly code = 'SERVICE.UNAVAILABLE';
  readonly status = 503;
  readonly headers: Readonly<Record<string, string>> = { 'retry-after': '5' };

  constructor() {
    super('The hub cannot check who is calling just now. Try again in a few seconds.');
  }
}

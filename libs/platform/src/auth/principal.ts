import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '#libs/contracts';

/** Who is calling, as their token says. */
export interface Principal {
  readonly kind: 'person' | 'system';
  /** The token's `sub`: an account, or the client itself. */
  readonly subject: string;
  readonly clientId?: string;
  /** The hub's id of the organisation the caller acts for; everything they see is scoped to it. */
  readonly organisationId?: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  /** How the audit trail and other people name the caller. */
  readonly name?: string;
}

export interface CalledBy {
  principal?: Principal;
}

/** The caller of a route that is not public. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<CalledBy>();
  if (!principal) throw new Error('@Caller() stands on a public route');
  return principal;
});

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { OrganisationKind, Role } from '#libs/contracts';

/** Who is calling, as their token says. */
export interface Principal {
  readonly kind: 'person' | 'system';
  /** The token's `sub`: an account, or the client itself. */
  readonly subject: string;
  readonly clientId?: string;
  /** UUID, in lower case, of the registered organisation that the caller acts for; everything they see is scoped to it. */
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  /** What the token claims and the organisation's kind may hold; of a route's caller, those that open the route. */
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

import { NotFoundError } from '#libs/contracts';

interface Caller {
  readonly organisationId: string;
  readonly roles: readonly string[];
}

/**
 * The provider beyond which a caller sees none: their own organisation, whatever their role. Undefined for operators, who look after
 * every provider.
 */
export function providerSeenBy({ roles, organisationId }: Caller): string | undefined {
  return roles.includes('operator') ? undefined : organisationId;
}

/** Another's provider is told as if it did not exist. */
export function mustManage(caller: Caller, providerId: string, what = 'provider'): void {
  const only = providerSeenBy(caller);
  if (only !== undefined && only !== providerId.toLowerCase()) throw new NotFoundError(what);
}

import { NotFoundError } from '#libs/contracts';

interface Caller {
  readonly kind: 'person' | 'system';
  readonly organisationId?: string;
  readonly roles: readonly string[];
}

/** The organisation of a caller who has none: no provider has this id. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Operators look after every provider; everybody else after their own organisation only, whatever their role. */
export function managesAll({ roles }: Caller): boolean {
  return roles.includes('operator');
}

/** Another's provider is told as if it did not exist. */
export function mustManage(caller: Caller, providerId: string, what = 'provider'): void {
  if (!managesAll(caller) && caller.organisationId !== providerId) throw new NotFoundError(what);
}

import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '#libs/contracts';

/** Who may call a route: a person with one of the roles, or a system with one of the scopes. */
export interface Access {
  readonly roles?: readonly Role[];
  readonly scopes?: readonly string[];
}

export const ACCESS = 'hub:access';

/** Opens a route to some callers. A route with neither this nor `@Public()` is closed to all. */
export const Allow = (access: Access): CustomDecorator => SetMetadata(ACCESS, access);

/** Opens a route to everybody, without a token. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public');

/** SMART 2 scope matching: `system/Task.crs` grants `system/Task.r`; other scopes match whole. */
export function grants(granted: string, wanted: string): boolean {
  if (granted === wanted) return true;
  const [have, letters] = splitScope(granted);
  const [want, needed] = splitScope(wanted);
  return have === want && needed !== '' && Array.from(needed).every((letter) => letters.includes(letter));
}

function splitScope(scope: string): [string, string] {
  const match = /^((?:system|user|patient)\/[A-Za-z*]+)\.([cruds]+)$/.exec(scope);
  return match ? [match[1] ?? '', match[2] ?? ''] : [scope, ''];
}

import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from '#libs/contracts';

/**
 * How far the callers of an operation see; what lies outside does not exist for them (404, and in no list). An operator's reach
 * is the hub, whatever the operation says of the others.
 */
export type Reach = 'hub' | 'own-organisation' | 'own-scheme' | 'own-provider' | 'own-referral' | 'own-record';

/** Who may call an operation, a person with one of the roles or a system with one of the scopes, and how far they see. */
export interface Access {
  readonly roles?: readonly Role[];
  readonly scopes?: readonly string[];
  readonly reach: Reach;
  /** Its answer names no person and no record, and it is asked over and over: reading it leaves no entry in the audit trail. */
  readonly tellsOfNobody?: true;
}

export const ACCESS = 'hub:access';

/**
 * Opens an operation to some callers; stands on each operation, or on the controller for all of its operations. It also stands in
 * the OpenAPI document, as `x-access`. An operation with neither this nor `@Public()` stops the process at its start.
 */
export const Access = (access: Access): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, access), ApiExtension('x-access', access), ApiBearerAuth());

/** Opens an operation to everybody, without a token. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, 'public'), ApiExtension('x-access', 'public'));

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

import type { NeedCode } from '#libs/contracts';

/** Needs that a colleague, a provider or whoever sees a plan on a kitchen table should not read unless somebody decides so, however they came to the case (CL-39). */
export const SENSITIVE_NEEDS: readonly NeedCode[] = ['domestic-abuse', 'substance-use'];

export function isSensitiveNeed(code: NeedCode): boolean {
  return SENSITIVE_NEEDS.includes(code);
}

import type { ClosedValueSet } from './definitions';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function holdsCode(codes: ClosedValueSet, code: unknown): boolean {
  if (typeof code !== 'string') return true; // told elsewhere as a wrong JSON type
  for (const system of codes.values()) if (system.has(code)) return true;
  return false;
}

const holdsCoding = (codes: ClosedValueSet, coding: unknown): boolean =>
  isObject(coding) &&
  typeof coding.system === 'string' &&
  typeof coding.code === 'string' &&
  codes.get(coding.system)?.has(coding.code) === true;

/** Whether a code, Coding, CodeableConcept or Quantity has a code of the closed value set its element is bound to. */
export function satisfiesBinding(codes: ClosedValueSet, type: string, value: unknown): boolean {
  if (type === 'code' || type === 'string' || type === 'uri') return holdsCode(codes, value);
  if (type === 'Coding') return holdsCoding(codes, value);
  if (type !== 'CodeableConcept' || !isObject(value)) return true;
  return Array.isArray(value.coding) && value.coding.some((coding) => holdsCoding(codes, coding));
}

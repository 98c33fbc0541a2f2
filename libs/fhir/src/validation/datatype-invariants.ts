import { evalFhirPathTyped, type InternalTypeSchema, tryGetDataType, UCUM } from '@medplum/core';

type Json = Readonly<Record<string, unknown>>;
const instantOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** The invariants that every message meets, in plain code because FHIRPath costs a hundred times as much. */
const NATIVE: Readonly<Record<string, (value: Json) => string | undefined>> = {
  Period: ({ start, end }) => (instantOf(start) > lastInstantOf(end) ? 'A period must not end before it starts (per-1).' : undefined),
  ContactPoint: ({ value, system }) =>
    value !== undefined && system === undefined ? 'A contact point with a value needs a system (cpt-2).' : undefined,
  Extension: (extension) => {
    const hasValue = Object.keys(extension).some((key) => key.startsWith('value') || key.startsWith('_value'));
    return hasValue === (extension.extension !== undefined) ? 'An extension has either a value or extensions (ext-1).' : undefined;
  },
};
const quantity = ({ code, system }: Json): string | undefined =>
  code !== undefined && system === undefined ? 'A unit with a code needs a system (qty-3).' : undefined;
const QUANTITIES = new Set(['Quantity', 'Age', 'Count', 'Distance', 'Duration']);

/** A date without a time lasts to its end, so `2026-11-22` does not end before `2026-11-22T09:00:00Z`. */
function lastInstantOf(value: unknown): number {
  const day = 86_400_000;
  const length = typeof value === 'string' ? value.length : 0;
  const lasts: Readonly<Record<number, number>> = { 4: 366 * day, 7: 31 * day, 10: day };
  return instantOf(value) + (lasts[length] ?? 0);
}

function evaluated(schema: InternalTypeSchema, value: Json): string | undefined {
  for (const { key, severity, expression, description } of schema.constraints ?? []) {
    if (severity !== 'error') continue;
    const input = { type: schema.name, value };
    const variables = { '%context': input, '%ucum': { type: 'uri', value: UCUM } };
    try {
      const [answer, ...more] = evalFhirPathTyped(expression, [input], variables);
      if (more.length > 0 || answer?.value !== true) return `${description} (${key}).`;
    } catch {
      return `${description} (${key}) could not be evaluated.`;
    }
  }
  return undefined;
}

/** The first broken invariant of a datatype, as a sentence without any of its values. */
export function datatypeFault(type: string, value: Json): string | undefined {
  const native = NATIVE[type] ?? (QUANTITIES.has(type) ? quantity : undefined);
  const fault = native?.(value);
  if (fault !== undefined) return fault;
  const schema = tryGetDataType(type);
  return schema?.kind === 'complex-type' ? evaluated(schema, value) : undefined;
}

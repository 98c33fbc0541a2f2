import type { FieldProblem } from '#libs/contracts';

/** Whom a scheme is for and where, as far as it says so (CL-41). */
export interface Coverage {
  readonly minAge: number | null;
  readonly maxAge: number | null;
  readonly areas: readonly string[];
}

/** Why a person does not belong to a scheme: by age on the day, where a birth date is known, and by area, where the scheme tells areas apart. */
export function misfits(
  { minAge, maxAge, areas }: Coverage,
  birthDate: string | undefined,
  area: string | null,
  on: string,
): FieldProblem[] {
  const age = birthDate === undefined ? null : ageOn(birthDate, on);
  const problems: FieldProblem[] = [];
  if (age !== null && minAge !== null && age < minAge)
    problems.push({ pointer: '/schemeId', code: 'below-age', detail: `The scheme is for people of ${String(minAge)} and over.` });
  if (age !== null && maxAge !== null && age > maxAge)
    problems.push({ pointer: '/schemeId', code: 'above-age', detail: `The scheme is for people up to ${String(maxAge)}.` });
  if (area !== null && areas.length > 0 && !areas.includes(area))
    problems.push({ pointer: '/area', code: 'area-not-covered', detail: `The scheme covers ${areas.join(', ')}.` });
  return problems;
}

function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

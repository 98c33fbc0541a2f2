/** The postcode district of a postcode (`LS6 2AB` is in `LS6`); null for what is no postcode. A whole postcode would name a street. */
export function districtOf(postcode: string | null | undefined): string | null {
  const match = /^([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}$/.exec((postcode ?? '').trim().toUpperCase());
  return match?.[1] ?? null;
}

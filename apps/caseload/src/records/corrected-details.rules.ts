import { ReferralDetails, type CorrectedField, type PersonCorrection, type PersonDetails, type ReferralTelecom } from '#libs/contracts';

/** What a referrer gave beside the person's details, corrected alike: the phone or email that was used, and all addresses. What they wrote stays. */
export function correctedDetails(
  details: ReferralDetails,
  before: PersonDetails,
  fields: readonly CorrectedField[],
  correction: PersonCorrection,
): ReferralDetails {
  let { telecoms, addresses } = details;
  for (const system of ['phone', 'email'] as const) {
    if (!fields.includes(system)) continue;
    const value = correction[system];
    const corrected: ReferralTelecom[] = value === undefined ? [] : [{ system, value }];
    telecoms = [...corrected, ...telecoms.filter((telecom) => telecom.value !== before[system])];
  }
  if (fields.includes('address')) addresses = correction.address ? [correction.address] : [];
  return Object.assign(new ReferralDetails(), details, { telecoms, addresses });
}

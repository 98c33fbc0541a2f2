import { isTestNhsNumber } from '#libs/fhir';

/** Whether a valid NHS number says who somebody is: one of the range for tests does so only where the installation is for testing (ID-01). */
export function tellsWho(
  nhsNumber: string | undefined,
  { matchTestNhsNumbers }: { readonly matchTestNhsNumbers: boolean },
): nhsNumber is string {
  return nhsNumber !== undefined && (matchTestNhsNumbers || !isTestNhsNumber(nhsNumber));
}

import type { Patient } from '@medplum/fhirtypes';
import { toPersonDetails } from './patient.mapper';

/**
 * What must agree beside a number before two Patients are one person: surname and birth date, whatever case, accents, punctuation and spaces
 * they are written with. Undefined where either is lacking: nothing agrees with that.
 */
export function identityOf(patient: Patient): string | undefined {
  const { name, birthDate } = toPersonDetails(patient);
  const family = plainLetters(name.family ?? '');
  return family === '' || birthDate?.length !== 10 ? undefined : `${family}|${birthDate}`;
}

function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
}

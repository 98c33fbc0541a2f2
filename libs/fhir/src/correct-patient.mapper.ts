import type { Address, ContactPoint, Patient } from '@medplum/fhirtypes';
import type { CorrectedField, PersonCorrection } from '#libs/contracts';
import { ID_SYSTEMS } from './names';
import { isNhsNumberIdentifier, toPersonDetails } from './patient.mapper';

/** The Patient with the corrected fields as they are from now on (GV-08): what was wrong is not kept beside it, everything else stays as the sender had it. */
export function correctPatient(patient: Patient, fields: readonly CorrectedField[], correction: PersonCorrection): Patient {
  const has = (field: CorrectedField): boolean => fields.includes(field);
  const before = toPersonDetails(patient);
  const corrected: Patient = { ...patient };
  const put = <K extends keyof Patient>(key: K, value: Patient[K] | undefined): void => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) Reflect.deleteProperty(corrected, key);
    else corrected[key] = value;
  };
  if (has('name') && correction.name) put('name', [correction.name]);
  if (has('birthDate')) put('birthDate', correction.birthDate);
  if (has('nhsNumber')) {
    const others = (patient.identifier ?? []).filter((identifier) => !isNhsNumberIdentifier(identifier));
    const { nhsNumber: value } = correction;
    put('identifier', value === undefined ? others : [{ system: ID_SYSTEMS.nhsNumber, value }, ...others]);
  }
  if (has('address')) put('address', correction.address ? [addressOf(correction.address)] : []);
  for (const system of ['phone', 'email'] as const) {
    if (has(system))
      put(
        'telecom',
        corrected.telecom ? replaced(corrected.telecom, system, before[system], correction[system]) : added(system, correction[system]),
      );
  }
  return corrected;
}

/** The contact point that was used gives way to the new one; others of the kind stay. */
function replaced(
  points: readonly ContactPoint[],
  system: 'phone' | 'email',
  old: string | undefined,
  value: string | undefined,
): ContactPoint[] {
  return [...added(system, value), ...points.filter((point) => point.system !== system || point.value !== old)];
}

function added(system: 'phone' | 'email', value: string | undefined): ContactPoint[] {
  return value === undefined ? [] : [{ system, value, rank: 1 }];
}

function addressOf({ lines: line, postcode: postalCode }: NonNullable<PersonCorrection['address']>): Address {
  return { ...(line.length === 0 ? {} : { line }), ...(postalCode === undefined ? {} : { postalCode }) };
}

import type { ContactPoint, HumanName, Identifier, Patient } from '@medplum/fhirtypes';
import { canonicalSystem, ID_SYSTEMS } from './names';

/** The person as the hub keeps them and passes them on, sealed; fields absent where the sender gave none. */
export interface PersonFromPatient {
  readonly name: { readonly family?: string; readonly given: string[]; readonly text: string };
  readonly birthDate?: string;
  readonly nhsNumber?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly postcode?: string;
}

/** Names in the order in which they are taken; a name of an earlier life (`old`, `maiden`) only where there is no other. */
const NAME_USES = ['usual', 'official', undefined, 'temp', 'nickname', 'anonymous', 'old', 'maiden'];

const rankOf = (name: HumanName): number => NAME_USES.indexOf(name.use);
const isCurrent = (period: { end?: string } | undefined): boolean => period?.end === undefined;

/** A list of primitives without its gaps: `null` stands for a value that is given by an extension alone (`_given`). */
export const valuesOf = (list: readonly (string | null)[] | undefined): string[] => (list ?? []).filter((value) => value !== null);

/** The name that is used of several. */
export function nameOf(names: readonly HumanName[]): PersonFromPatient['name'] {
  const ranked = names.toSorted((a, b) => Number(isCurrent(b.period)) - Number(isCurrent(a.period)) || rankOf(a) - rankOf(b));
  const chosen = ranked[0] ?? {};
  const given = valuesOf(chosen.given);
  const assembled = [...valuesOf(chosen.prefix), ...given, ...(chosen.family === undefined ? [] : [chosen.family])].join(' ');
  const family = chosen.family === undefined ? {} : { family: chosen.family };
  return { ...family, given, text: chosen.text ?? (assembled === '' ? 'Name not given' : assembled) };
}

/** A mobile number before others, then FHIR's own `rank`; a contact point that has ended or is marked old is passed over. */
function telecomOf(points: readonly ContactPoint[], system: 'phone' | 'email'): string | undefined {
  const usable = points.filter(
    (point) => point.system === system && point.value !== undefined && point.use !== 'old' && isCurrent(point.period),
  );
  const ranked = usable.toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99) || Number(b.use === 'mobile') - Number(a.use === 'mobile'));
  return ranked[0]?.value;
}

export const isNhsNumberIdentifier = (identifier: Identifier): boolean =>
  identifier.system !== undefined && canonicalSystem(identifier.system) === ID_SYSTEMS.nhsNumber;

/** FHIR Patient → the person's details. The NHS number is taken as it stands: it was checked when the message was read. */
export function toPersonDetails(patient: Patient): PersonFromPatient {
  const addresses = patient.address ?? [];
  const address = addresses.find((each) => each.use !== 'old' && isCurrent(each.period) && each.postalCode !== undefined);
  const optional = {
    birthDate: patient.birthDate,
    nhsNumber: patient.identifier?.find(isNhsNumberIdentifier)?.value,
    phone: telecomOf(patient.telecom ?? [], 'phone'),
    email: telecomOf(patient.telecom ?? [], 'email'),
    postcode: address?.postalCode,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { name: nameOf(patient.name ?? []), ...given };
}

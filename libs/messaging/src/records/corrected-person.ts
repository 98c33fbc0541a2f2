import { PersonDetails, type CorrectedField, type PersonCorrection } from '#libs/contracts';

/** A person's details with the corrected fields as they are from now on (GV-08). */
export function correctedPerson(person: PersonDetails, fields: readonly CorrectedField[], correction: PersonCorrection): PersonDetails {
  const { name, birthDate, nhsNumber, phone, email, address } = correction;
  const values: Readonly<Record<CorrectedField, Partial<PersonDetails>>> = {
    name: { name: name ?? person.name },
    birthDate: { birthDate },
    nhsNumber: { nhsNumber },
    phone: { phone },
    email: { email },
    address: { postcode: address?.postcode },
  };
  const corrected = Object.assign(new PersonDetails(), person);
  for (const field of fields) Object.assign(corrected, values[field]);
  return corrected;
}

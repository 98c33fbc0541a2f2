import { PersonDetails, PersonName, type AccessNeeds } from '#libs/contracts';

/**
 * What a provider is told of a person. With their consent: how to reach and address them, what they need so that they can take part
 * (CL-17), and what the link worker wrote for this provider. Phone and email only where no contact rule stands. Without it: a first name. Never the NHS number, nor the referrer's own words.
 */
export function sharedPerson(
  person: PersonDetails | null,
  consentToShare: boolean,
  reason: string | undefined,
  accessNeeds: AccessNeeds | null = null,
  mayBeReached = true,
): PersonDetails | undefined {
  if (!person) return undefined;
  if (!consentToShare) {
    const first = person.name.given[0];
    return first === undefined ? undefined : details({ name: nameOf({ given: [first], text: first }) });
  }
  const { birthDate, phone, email, postcode } = person;
  const { family, given, text } = person.name;
  return details({
    name: nameOf({ family, given, text }),
    birthDate,
    ...(mayBeReached ? { phone, email } : {}),
    postcode,
    reason,
    ...(accessNeeds ? { accessNeeds } : {}),
  });
}

function details(fields: PersonDetails): PersonDetails {
  return Object.assign(new PersonDetails(), fields);
}

function nameOf(fields: PersonName): PersonName {
  return Object.assign(new PersonName(), fields);
}

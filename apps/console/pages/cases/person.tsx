import { day } from '../hub/dates';
import type { Case } from '../hub/shapes';
import { Facts } from './facts';

/** Who the person is and how they are reached. What stands against contacting them stands on top of the page, above their number. */
export function Person({ shown: { person } }: { shown: Case }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Person</h2>
      <Facts
        facts={[
          ['Name', person?.name.text ?? 'Not held'],
          ['Date of birth', person?.birthDate && day(person.birthDate)],
          ['NHS number', person?.nhsNumber?.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')],
          ['Phone', person?.phone],
          ['Email', person?.email],
          ['Postcode', person?.postcode],
        ]}
      />
    </>
  );
}

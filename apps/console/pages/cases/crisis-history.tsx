import { useCrisesOf } from '../crises/queries';
import { dayAndTime } from '../hub/dates';
import { CONCERN, inWords } from '../hub/words';
import { Loaded } from '../layout/loaded';

/** Every crisis of the case, also after it was closed: when, why, to whom, and who acknowledged it. */
export function CrisisHistory({ caseId }: { caseId: string }) {
  return (
    <Loaded query={useCrisesOf(caseId)}>
      {({ items }) =>
        items.length > 0 && (
          <>
            <h2 className="nhsuk-heading-m">Crises</h2>
            <ul className="nhsuk-list">
              {items.map((crisis) => (
                <li key={crisis.id}>
                  <strong>{inWords(CONCERN, crisis.reason)}</strong>, referred back to {crisis.toName} on {dayAndTime(crisis.referredAt)}
                  <br />
                  {crisis.acknowledgedAt === null
                    ? `Not acknowledged, due ${dayAndTime(crisis.acknowledgeBy)}`
                    : `Acknowledged by ${crisis.acknowledgedBy?.name ?? 'a clinician'} on ${dayAndTime(crisis.acknowledgedAt)}`}
                  {crisis.note !== null && (
                    <>
                      <br />
                      {crisis.note}
                    </>
                  )}
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

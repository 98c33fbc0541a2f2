import { useConcerns } from '../queries';
import { day } from '../../hub/dates';
import { inWords, SAFEGUARDING } from '../../hub/words';
import { Loaded } from '../../layout/loaded';
import { Warning } from '../../layout/warning';

/** Safeguarding concerns, for those who may read them: to everybody else the service says that there are none to find. */
export function ConcernsWarning({ caseId }: { caseId: string }) {
  return (
    <Loaded query={useConcerns(caseId)}>
      {({ items }) =>
        items.length > 0 && (
          <Warning kind="urgent" title={items.length === 1 ? 'Safeguarding concern' : 'Safeguarding concerns'}>
            <p>Restricted: do not speak of it with anybody who may not read it.</p>
            <ul className="nhsuk-list">
              {items.map((concern) => (
                <li key={concern.id}>
                  <strong>{inWords(SAFEGUARDING, concern.category)}</strong>, {day(concern.raisedAt)}
                  <br />
                  {concern.detail}
                </li>
              ))}
            </ul>
          </Warning>
        )
      }
    </Loaded>
  );
}

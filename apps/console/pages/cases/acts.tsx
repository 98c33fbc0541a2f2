import { Link } from 'react-router';
import type { Case } from '../hub/shapes';
import { useSupportStopped } from './consents';

/** What may be done next. Contacts of before the person said no to support may still be written down; a new connection may not be made. */
export function Acts({ shown }: { shown: Case }) {
  const isStopped = useSupportStopped(shown) !== undefined;
  if (shown.status === 'closed') return null;
  const acts = [
    ['allocate', shown.worker ? 'Allocate to another worker' : 'Allocate to a worker'],
    ['contact', 'Record a contact'],
    ...(isStopped ? [] : ([['connect', 'Make a connection']] as const)),
    ['close', 'Close the case'],
  ] as const;
  return (
    <ul className="console-actions" aria-label="What you can do">
      {acts.map(([act, text], index) => (
        <li key={act}>
          <Link className={`nhsuk-button${index === 0 ? '' : ' nhsuk-button--secondary'}`} to={`/cases/${shown.id}/${act}`}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

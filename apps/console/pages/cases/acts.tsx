import { Link } from 'react-router';
import type { Case } from '../hub/shapes';

export function Acts({ shown }: { shown: Case }) {
  if (shown.status === 'closed') return null;
  const acts = [
    ['allocate', shown.worker ? 'Allocate to another worker' : 'Allocate to a worker'],
    ['contact', 'Record a contact'],
    ['connect', 'Make a connection'],
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

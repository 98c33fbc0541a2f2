import { Link, useLocation } from 'react-router';
import { isPast, minute, minutesAway } from '../hub/dates';
import { useWaitingCrises } from './queries';

/** On every page of a supervisor and a clinician: that crises wait, and by when. Counts and times only. */
export function CrisisBanner() {
  const { data } = useWaitingCrises();
  const { pathname } = useLocation();
  if (!data || data.count === 0 || data.acknowledgeBy === null || pathname === '/crises') return null;
  const now = new Date();
  const { count, acknowledgeBy: by } = data;
  return (
    <div className="console-crisis-banner" role="alert">
      <div className="nhsuk-width-container">
        <p>
          <strong>{count === 1 ? 'A crisis waits for a clinician' : `${String(count)} crises wait for a clinician`}.</strong>{' '}
          {isPast(by, now)
            ? `Nobody acknowledged ${count === 1 ? 'it' : 'the first'} by ${minute(by, now)}, ${minutesAway(by, now)}.`
            : `Acknowledge ${count === 1 ? 'it' : 'the first'} by ${minute(by, now)}, ${minutesAway(by, now)}.`}{' '}
          <Link to="/crises">{count === 1 ? 'See the crisis' : 'See the crises'}</Link>
        </p>
      </div>
    </div>
  );
}

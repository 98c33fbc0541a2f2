import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { day } from '../hub/dates';
import { useHub } from '../hub/hub-provider';
import type { Case, Consents as ConsentsShown } from '../hub/shapes';
import { CONSENT_PURPOSE, CONSENT_STATE, inWords } from '../hub/words';
import { Loaded } from '../layout/loaded';
import { Warning } from '../layout/warning';
import { Facts } from './facts';

/** No service has been told of the person yet, or it has ended. */
const NOT_WITH_A_SERVICE = ['suggested', 'agreed', 'sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn'];

function useConsents(caseId: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['case', caseId, 'consents'],
    queryFn: () => hub.get<ConsentsShown>(`/api/caseload/cases/${caseId}/consents`),
  });
}

/** What the person said last of being supported, if that was no and the case is open. */
export function useSupportStopped(shown: Case) {
  const { data } = useConsents(shown.id);
  const support = data?.purposes.find(({ purpose }) => purpose === 'support');
  const isStopped = shown.status !== 'closed' && (support?.state === 'withdrawn' || support?.state === 'refused');
  return isStopped ? support : undefined;
}

/** Above everything else: the person no longer wants to be supported, and what was stopped by that. Nothing while they do. */
export function SupportStopped({ shown }: { shown: Case }) {
  const support = useSupportStopped(shown);
  if (!support) return null;
  const live = shown.connections.filter(({ state }) => !NOT_WITH_A_SERVICE.includes(state));
  return (
    <Warning kind="urgent" title="The person does not want to be supported">
      <p>
        They said so{support.since && ` on ${day(support.since)}`}. Stopped: new contacts and appointments, call-backs, new connections, and
        messages to the person.
      </p>
      {live.length > 0 && (
        <p>
          {live.map(({ serviceName }) => serviceName).join(', ')}: the service has been told and sees a first name only. Take back what is
          to end.
        </p>
      )}
      <p>Agree with the person how to end, and close the case. If they agree again, record that first.</p>
    </Warning>
  );
}

/** What the person agrees to, and what nobody has asked them yet. */
export function Consents({ shown }: { shown: Case }) {
  const query = useConsents(shown.id);
  return (
    <>
      <h2 className="nhsuk-heading-m">What the person agrees to</h2>
      <Loaded query={query}>
        {({ purposes }) => (
          <>
            <Facts
              facts={purposes.map(({ purpose, state, since }) => [
                inWords(CONSENT_PURPOSE, purpose),
                since === null ? inWords(CONSENT_STATE, state) : `${inWords(CONSENT_STATE, state)}, ${day(since)}`,
              ])}
            />
            {purposes.some(({ purpose, state }) => purpose === 'support' && state === 'not-asked') && (
              <div className="nhsuk-inset-text">
                <p>You have spoken to the person, and it is not on record whether they agree to be supported. Ask them.</p>
              </div>
            )}
          </>
        )}
      </Loaded>
      <p>
        <Link to={`/cases/${shown.id}/consents`}>Record what the person agrees to</Link>
      </p>
    </>
  );
}

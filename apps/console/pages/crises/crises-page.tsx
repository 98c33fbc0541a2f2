import { Link } from 'react-router';
import { dayAndTime } from '../hub/dates';
import { CONCERN, inWords } from '../hub/words';
import { DoneBanner } from '../layout/done-banner';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { Warning } from '../layout/warning';
import { useSession } from '../session/session-provider';
import { CrisisDue } from './crisis-due';
import { useCrises, useWaitingCrises } from './queries';

/** The crises that wait for a clinician: where a clinician begins. */
export function CrisesPage() {
  const { may } = useSession();
  const waiting = useWaitingCrises();
  const crises = useCrises(waiting.data?.count);
  const acknowledges = may('acknowledge-crises');
  return (
    <Page title="Crises that wait for a clinician">
      <DoneBanner />
      <Loaded query={crises}>
        {({ items }) =>
          items.length === 0 ? (
            <p>No crisis waits for a clinician. One that comes in shows here by itself.</p>
          ) : (
            items.map((crisis) => (
              <Warning kind="emergency" title={crisis.person?.name.text ?? crisis.reference} key={crisis.id}>
                <p>
                  <strong>{inWords(CONCERN, crisis.reason)}</strong>, referred back on {dayAndTime(crisis.referredAt)}.
                </p>
                <p>
                  A clinician of {crisis.toName} must acknowledge it <CrisisDue crisis={crisis} />.
                </p>
                <Link className="nhsuk-button" to={`/crises/${crisis.caseId}/${crisis.id}`}>
                  {acknowledges ? 'Read and acknowledge' : 'See this crisis'}
                  <span className="nhsuk-u-visually-hidden">: {crisis.reference}</span>
                </Link>
              </Warning>
            ))
          )
        }
      </Loaded>
    </Page>
  );
}

import { Link, useNavigate, useParams } from 'react-router';
import { Facts } from '../cases/facts';
import { ContactRuleWarning } from '../cases/warnings/contact-rule-warning';
import { RisksWarning } from '../cases/warnings/risks-warning';
import { ActPage } from '../forms/act-page';
import { day, dayAndTime } from '../hub/dates';
import type { ReferBack } from '../hub/shapes';
import { CONCERN, inWords } from '../hub/words';
import { DoneBanner } from '../layout/done-banner';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { useSession } from '../session/session-provider';
import { CrisisDue } from './crisis-due';
import { CrisisNotices } from './crisis-notices';
import { useAcknowledge, useCrisis } from './queries';

const BACK = { to: '/crises', text: 'Crises' } as const;

/** One crisis, for the clinician who acknowledges it and for the supervisor who makes sure that somebody does. Messages lead here. */
export function CrisisPage() {
  const { caseId = '', id = '' } = useParams();
  const { may } = useSession();
  const query = useCrisis(caseId, id);
  const acknowledge = useAcknowledge();
  const navigate = useNavigate();
  const crisis = query.data;
  const title = `Crisis: ${crisis?.person?.name.text ?? crisis?.reference ?? 'loading'}`;
  if (!crisis || crisis.acknowledgedAt !== null || !may('acknowledge-crises'))
    return (
      <Page title={title} caption={crisis?.reference} back={BACK}>
        <DoneBanner />
        <Loaded query={query}>{(shown) => <Details crisis={shown} />}</Loaded>
      </Page>
    );
  return (
    <ActPage
      title={title}
      caption={crisis.reference}
      back={BACK}
      button="Acknowledge: I will act on it"
      required={{}}
      act={async () => {
        await acknowledge(crisis);
        await navigate(`/crises/${caseId}/${id}`, { replace: true, state: { done: 'You have acknowledged the crisis' } });
      }}
    >
      <Details crisis={crisis} />
    </ActPage>
  );
}

function Details({ crisis }: { crisis: ReferBack }) {
  const { may } = useSession();
  const { person } = crisis;
  return (
    <>
      <div className="console-warnings">
        <ContactRuleWarning rule={crisis.contactRule} />
        <RisksWarning caseId={crisis.caseId} />
      </div>
      <p>
        {crisis.acknowledgedAt === null ? (
          <>
            A clinician of {crisis.toName} must acknowledge it <CrisisDue crisis={crisis} />.
          </>
        ) : (
          `Acknowledged by ${crisis.acknowledgedBy?.name ?? 'a clinician'} on ${dayAndTime(crisis.acknowledgedAt)}.`
        )}
      </p>
      <CrisisNotices crisis={crisis} />
      <Facts
        facts={[
          ['Reason', inWords(CONCERN, crisis.reason)],
          ['What was said', crisis.note ?? undefined],
          ['Phone', person?.phone],
          ['Date of birth', person?.birthDate && day(person.birthDate)],
          ['NHS number', person?.nhsNumber?.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')],
          ['Postcode', person?.postcode],
          ['Link worker', crisis.workerName ?? 'Nobody yet'],
          ['Referred back', dayAndTime(crisis.referredAt)],
        ]}
      />
      {may('see-cases') && (
        <p>
          <Link to={`/cases/${crisis.caseId}`}>Open the case</Link>
        </p>
      )}
    </>
  );
}

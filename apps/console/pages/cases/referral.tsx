import { Link } from 'react-router';
import { day } from '../hub/dates';
import type { Case } from '../hub/shapes';
import { CASE_STATUS, CLOSURE_REASON, inWords, NEED, PRIORITY } from '../hub/words';
import { useSession } from '../session/session-provider';
import { Facts } from './facts';

/** The sender's reasons to end a case beside a link worker's. */
const WHY_CLOSED = { ...CLOSURE_REASON, withdrawn: 'The referrer withdrew it', 'entered-in-error': 'It was referred by mistake' };

export function Referral({ shown }: { shown: Case }) {
  const { may } = useSession();
  return (
    <>
      <h2 className="nhsuk-heading-m">Referral</h2>
      <Facts
        facts={[
          ['Reference', shown.reference],
          ['Status', inWords(CASE_STATUS, shown.status)],
          ['Owner', shown.worker?.name ?? 'Nobody yet'],
          ['Priority', inWords(PRIORITY, shown.priority)],
          ['Needs', shown.needs.map((need) => inWords(NEED, need)).join(', ')],
          ['Reason', shown.person?.reason],
          ['From', shown.senderName],
          ['Scheme', shown.schemeName],
          ['Received', day(shown.receivedAt)],
          ['Closed', shown.closedAt === null ? undefined : `${day(shown.closedAt)}: ${inWords(WHY_CLOSED, shown.closureReason ?? '')}`],
        ]}
      />
      {may('see-journeys') && (
        <p>
          <Link to={`/journeys/${shown.referralId}`}>Follow the journey of this referral</Link>
        </p>
      )}
    </>
  );
}

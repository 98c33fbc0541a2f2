import { day } from '../hub/dates';
import type { Case } from '../hub/shapes';
import { CASE_STATUS, inWords, NEED, PRIORITY } from '../hub/words';
import { Facts } from './facts';

export function Referral({ shown }: { shown: Case }) {
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
        ]}
      />
    </>
  );
}

import { Link } from 'react-router';
import { day } from '../hub/dates';
import type { Case } from '../hub/shapes';
import { CASE_STATUS, inWords, NEED, PRIORITY } from '../hub/words';
import { DoneBanner } from '../layout/done-banner';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { Connections } from './connections';
import { Contacts } from './contacts';
import { Due } from './due';
import { useCase } from './queries';
import { Facts } from './facts';

export function CasePage() {
  const query = useCase();
  const reference = query.data?.reference;
  return (
    <Page title={query.data?.person?.name.text ?? 'Case'} caption={reference} back={{ to: '/cases', text: 'Cases' }}>
      <DoneBanner />
      <Loaded query={query}>{(shown) => <Details shown={shown} />}</Loaded>
    </Page>
  );
}

function Details({ shown }: { shown: Case }) {
  const { person } = shown;
  return (
    <>
      <h2 className="nhsuk-heading-m">Next action</h2>
      <p>
        <Due action={shown.nextAction} />
        {shown.nextAction && (
          <>
            <br />
            Owner: {shown.nextAction.owner}
          </>
        )}
      </p>
      <Acts shown={shown} />
      <h2 className="nhsuk-heading-m">Person</h2>
      <Facts
        facts={[
          ['Name', person?.name.text ?? 'Not held'],
          ['Date of birth', person?.birthDate && day(person.birthDate)],
          ['NHS number', person?.nhsNumber?.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')],
          ['Phone', person?.phone],
          ['E-mail', person?.email],
          ['Postcode', person?.postcode],
        ]}
      />
      <h2 className="nhsuk-heading-m">Referral</h2>
      <Facts
        facts={[
          ['Reference', shown.reference],
          ['Status', inWords(CASE_STATUS, shown.status)],
          ['Owner', shown.worker?.name ?? 'Nobody yet'],
          ['Priority', inWords(PRIORITY, shown.priority)],
          ['Needs', shown.needs.map((need) => inWords(NEED, need)).join(', ')],
          ['Reason', person?.reason],
          ['From', shown.senderName],
          ['Scheme', shown.schemeName],
          ['Received', day(shown.receivedAt)],
        ]}
      />
      <Contacts contacts={shown.contacts} />
      <Connections connections={shown.connections} />
    </>
  );
}

function Acts({ shown }: { shown: Case }) {
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

import { DoneBanner } from '../layout/done-banner';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';
import { Acts } from './acts';
import { Connections } from './connections';
import { Consents } from './consents';
import { Contacts } from './contacts';
import { CrisisHistory } from './crisis-history';
import { NextAction } from './next-action';
import { Person } from './person';
import { useCase } from './queries';
import { Referral } from './referral';
import { ReferrerWords } from './referrer-words';
import { Warnings } from './warnings/warnings';

/** The contents of the page of a case: one line a part, each in a file of its own. What to be warned of stands before everything else. */
export function CasePage() {
  const query = useCase();
  const reference = query.data?.reference;
  return (
    <Page title={query.data?.person?.name.text ?? 'Case'} caption={reference} back={{ to: '/cases', text: 'Cases' }}>
      <DoneBanner />
      <Loaded query={query}>
        {(shown) => (
          <>
            <Warnings shown={shown} />
            <NextAction shown={shown} />
            <Acts shown={shown} />
            <Person shown={shown} />
            <Referral shown={shown} />
            <Consents shown={shown} />
            <ReferrerWords shown={shown} />
            <Contacts contacts={shown.contacts} />
            <Connections connections={shown.connections} />
            <CrisisHistory caseId={shown.id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

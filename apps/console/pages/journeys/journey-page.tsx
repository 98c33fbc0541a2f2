import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { precisely } from '../hub/dates';
import { useHub } from '../hub/hub-provider';
import { Problem } from '../hub/problem';
import type { Journey, Listed } from '../hub/shapes';
import { Loaded } from '../layout/loaded';
import { Page } from '../layout/page';

const JOURNEYS = '/api/pipeline-monitor/journeys';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Where one referral has been, step by step. It shows identifiers and codes only, because the monitor holds nothing else. */
export function JourneyPage() {
  const { id = '' } = useParams();
  const journeys = useJourneys(id);
  return (
    <Page title="Journey" caption={id} back={{ to: '/journeys', text: 'Follow another referral' }}>
      <Loaded query={journeys}>
        {(found) =>
          found.length === 0 ? (
            <p>Nothing is known of this id.</p>
          ) : (
            found.map((journey) => <Steps key={journey.referralId} journey={journey} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function useJourneys(id: string): UseQueryResult<readonly Journey[]> {
  const hub = useHub();
  return useQuery({
    queryKey: ['journeys', id],
    queryFn: async () => {
      const byReferral = UUID.test(id) ? await hub.get<Journey>(`${JOURNEYS}/${id}`).catch(nullWhenUnknown) : null;
      if (byReferral) return [byReferral];
      return (await hub.get<Listed<Journey>>(`${JOURNEYS}?${new URLSearchParams({ correlationId: id }).toString()}`)).items;
    },
  });
}

function Steps({ journey }: { journey: Journey }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">{journey.reference ?? 'Referral'}</h2>
      <p className="console-id">
        Referral {journey.referralId}
        <br />
        Correlation {journey.correlationId}
      </p>
      <ol className="nhsuk-list nhsuk-list--number">
        {journey.steps.map((step) => (
          <li key={step.eventId} className="console-id">
            <strong>{step.type.replace('org.social-prescribing-hub.', '')}</strong> by {step.source}
            <br />
            <time dateTime={step.at}>{precisely(step.at)}</time>
            {Object.entries(step.codes).map(([name, code]) => `, ${name} ${code}`)}
          </li>
        ))}
      </ol>
    </>
  );
}

function nullWhenUnknown(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null;
  throw error;
}

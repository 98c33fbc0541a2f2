import { Navigate, useSearchParams } from 'react-router';
import { useSession } from './session/session-provider';
import { SetUpPage } from './set-up/set-up-page';

/** Leads to what the person's roles are about; after the one-time link of an empty hub, to setting it up. */
export function HomePage() {
  const [search] = useSearchParams();
  const { may } = useSession();
  const schemeName = search.get('setup');
  if (schemeName !== null) return <SetUpPage schemeName={schemeName} />;
  const first = may('see-cases') ? '/cases' : may('see-crises') ? '/crises' : '/journeys';
  return <Navigate to={first} replace />;
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Route, Routes } from 'react-router';
import { AllocatePage } from './cases/allocate-page';
import { CaseListPage } from './cases/case-list-page';
import { CasePage } from './cases/case-page';
import { ClosePage } from './cases/close-page';
import { ConsentPage } from './cases/consent-page';
import { ConnectPage } from './cases/connect-page';
import { ContactPage } from './cases/contact-page';
import { LiftRiskPage } from './cases/lift-risk-page';
import { CrisesPage } from './crises/crises-page';
import { CrisisPage } from './crises/crisis-page';
import { HomePage } from './home-page';
import { HubProvider } from './hub/hub-provider';
import { isFinal } from './hub/problem';
import { JourneyPage } from './journeys/journey-page';
import { JourneySearchPage } from './journeys/journey-search-page';
import { Page } from './layout/page';
import { Shell } from './layout/shell';
import type { Session } from './session/session';
import { SessionProvider, SignedInOnly } from './session/session-provider';
import { SignedInPage } from './session/signed-in-page';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => failures < 2 && !isFinal(error), refetchOnWindowFocus: true } },
});

/** The contents page of the console: one line a page. */
export function Console({ session }: { session: Session }) {
  return (
    <BrowserRouter>
      <SessionProvider session={session}>
        <HubProvider>
          <QueryClientProvider client={queries}>
            <Routes>
              <Route element={<Shell />}>
                <Route path="/signed-in" element={<SignedInPage />} />
                <Route element={<SignedInOnly />}>
                  <Route index element={<HomePage />} />
                  <Route path="/cases" element={<CaseListPage />} />
                  <Route path="/cases/:id" element={<CasePage />} />
                  <Route path="/cases/:id/allocate" element={<AllocatePage />} />
                  <Route path="/cases/:id/contact" element={<ContactPage />} />
                  <Route path="/cases/:id/connect" element={<ConnectPage />} />
                  <Route path="/cases/:id/consents" element={<ConsentPage />} />
                  <Route path="/cases/:id/close" element={<ClosePage />} />
                  <Route path="/cases/:id/risks/:riskId" element={<LiftRiskPage />} />
                  <Route path="/crises" element={<CrisesPage />} />
                  <Route path="/crises/:caseId/:id" element={<CrisisPage />} />
                  <Route path="/journeys" element={<JourneySearchPage />} />
                  <Route path="/journeys/:id" element={<JourneyPage />} />
                </Route>
                <Route path="*" element={<Page title="There is nothing at this address" />} />
              </Route>
            </Routes>
          </QueryClientProvider>
        </HubProvider>
      </SessionProvider>
    </BrowserRouter>
  );
}

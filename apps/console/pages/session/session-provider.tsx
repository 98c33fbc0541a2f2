import type { User } from 'oidc-client-ts';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { Outlet } from 'react-router';
import { nameOf, rolesOf, type Session } from './session';
import { SignInPage } from './sign-in-page';

/** What a part of the console is for; the roles it is shown to. */
const SHOWN_TO = {
  'see-cases': ['link-worker', 'supervisor'],
  'see-crises': ['clinician', 'supervisor'],
  'acknowledge-crises': ['clinician'],
  'lift-risks': ['clinician', 'supervisor'],
  'sign-off-risks': ['clinician'],
  'see-journeys': ['operator', 'supervisor', 'administrator'],
} as const;

interface SignedIn {
  readonly user: User | undefined;
  /** True when a service has refused the token since: the person has to sign in again. */
  readonly ended: boolean;
  /** As their account calls them; empty where it does not. */
  readonly name: string;
  may(purpose: keyof typeof SHOWN_TO): boolean;
  signIn(returnTo: string): Promise<void>;
  /** Finishes what `signIn` began; the page to go on with. */
  finishSignIn(): Promise<string>;
  signOut(): Promise<void>;
  end(): void;
}

const SessionContext = createContext<SignedIn | undefined>(undefined);

export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside of SessionProvider');
  return session;
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  const { manager, rolesClaim } = session;
  const [user, setUser] = useState(session.user);
  const [ended, setEnded] = useState(false);
  const end = useCallback(() => {
    void manager.removeUser();
    setUser(undefined);
    setEnded(true);
  }, [manager]);
  const value = useMemo<SignedIn>(
    () => ({
      user,
      ended,
      end,
      name: user ? nameOf(user) : '',
      may: (purpose) => user !== undefined && rolesOf(user, rolesClaim).some((role) => SHOWN_TO[purpose].some((shown) => shown === role)),
      signIn: (returnTo) => manager.signinRedirect({ state: { returnTo } }),
      finishSignIn: async () => {
        const signedIn = await manager.signinRedirectCallback();
        setUser(signedIn);
        setEnded(false);
        return returnToOf(signedIn.state);
      },
      signOut: () => signOut(session),
    }),
    [session, manager, rolesClaim, user, ended, end],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** Asks to sign in where nobody is signed in, and comes back to the same address. */
export function SignedInOnly() {
  const { user } = useSession();
  return user ? <Outlet /> : <SignInPage />;
}

// Also ends the issuer's own session where it offers that: the next person at this computer must not be let in.
async function signOut({ manager }: Session): Promise<void> {
  const ends = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
  // Before the redirect, so that the address does not carry the ID token: it holds a name, and addresses are logged.
  await manager.removeUser();
  if (ends !== undefined) return manager.signoutRedirect();
  window.location.assign('/');
}

// Only an address of the console itself: the state is ours, but it has been elsewhere.
function returnToOf(state: unknown): string {
  const returnTo = (state as { returnTo?: unknown } | undefined)?.returnTo;
  return typeof returnTo === 'string' && /^\/(?![/\\])/.test(returnTo) ? returnTo : '/';
}

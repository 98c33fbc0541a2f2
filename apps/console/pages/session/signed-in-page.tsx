import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Page } from '../layout/page';
import { useSession } from './session-provider';

/** Where the issuer sends people back to with their code, which works once. */
export function SignedInPage() {
  const { finishSignIn } = useSession();
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    finishSignIn().then(
      (returnTo) => void navigate(returnTo, { replace: true }),
      () => setFailed(true),
    );
  }, [finishSignIn, navigate]);
  if (!failed) return <Page title="Signing in" />;
  return (
    <Page title="You could not be signed in" error>
      <p>The sign-in was cancelled, took too long, or began in another window.</p>
      <p>
        <Link to="/">Sign in again</Link>
      </p>
    </Page>
  );
}

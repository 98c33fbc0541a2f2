import { useState } from 'react';
import { useLocation } from 'react-router';
import { Page } from '../layout/page';
import { useSession } from './session-provider';

export function SignInPage() {
  const { signIn, ended } = useSession();
  const { pathname, search } = useLocation();
  const [failed, setFailed] = useState(false);
  return (
    <Page title="Sign in" error={failed}>
      {failed && (
        <div className="nhsuk-error-summary" role="alert">
          <h2 className="nhsuk-error-summary__title">The sign-in service cannot be reached</h2>
          <p>Nothing is wrong with your account. Try again in a minute.</p>
        </div>
      )}
      {ended && <p>Your session has ended, so you have to sign in again. What you had saved is kept.</p>}
      <p>For link workers, supervisors, clinicians and operators of this hub.</p>
      <button
        className="nhsuk-button"
        type="button"
        onClick={() => {
          setFailed(false);
          signIn(`${pathname}${search}`).catch(() => setFailed(true));
        }}
      >
        Sign in
      </button>
    </Page>
  );
}

import { escapeHtml } from '#libs/platform';
import { errorSummary, inputField, page, type HtmlPage } from '../page.view';

/** Why the last try did not succeed; the same words whether or not there is such an account. */
export type SignInProblem = 'missing' | 'refused' | 'locked' | 'busy';

const PROBLEMS: Readonly<Record<SignInProblem, string>> = {
  missing: 'Enter your email address and your password',
  refused: 'The email address or the password is not right',
  locked: 'There have been too many tries. Wait 15 minutes, then try again',
  busy: 'Many people are signing in just now. Wait a few seconds, then try again',
};

/** `mayReset`: people can have a link sent by which they choose a new password. */
export function signInPage(
  { publicUrl, mayReset }: { publicUrl: string; mayReset: boolean },
  email = '',
  problem?: SignInProblem,
): HtmlPage {
  const error = problem === undefined ? undefined : PROBLEMS[problem];
  const body = `${errorSummary(error === undefined ? [] : [{ field: 'email', text: error }])}
<form method="post" novalidate>
${inputField({ name: 'email', label: 'Email address', type: 'email', value: email, autocomplete: 'username', ...(error === undefined ? {} : { error }) })}
${inputField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' })}
<button type="submit">Sign in</button>
</form>${mayReset ? '<p><a href="/identity/forgotten-password">Forgot your password?</a></p>' : ''}`;
  return page({ title: 'Sign in', body, wrong: problem !== undefined, formTarget: publicUrl });
}

/** A sign-in that was begun too long ago, or in another browser. */
export function signInOverPage(publicUrl: string): HtmlPage {
  return page({
    title: 'Start again',
    body: `<p>This sign-in is no longer open. <a href="${escapeHtml(publicUrl)}/">Start again</a>.</p>`,
  });
}

/** `form` is oidc-provider's own, with the token that guards it. */
export function signOutPage(publicUrl: string, form: string): HtmlPage {
  const body = `${form}<p>You will need your password to sign in again.</p><button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
  return page({ title: 'Do you want to sign out?', body, formTarget: publicUrl });
}

export function signedOutPage(publicUrl: string): HtmlPage {
  return page({ title: 'You are signed out', body: `<p><a href="${escapeHtml(publicUrl)}/">Sign in again</a></p>` });
}

export function errorPage(publicUrl: string, reason: string): HtmlPage {
  return page({
    title: 'This did not work',
    body: `<p>The reason given: ${escapeHtml(reason)}.</p><p><a href="${escapeHtml(publicUrl)}/">Start again</a></p>`,
  });
}

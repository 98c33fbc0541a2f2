import { escapeHtml } from '#libs/platform';
import { PASSWORD_MIN_LENGTH } from '../accounts/password.rules';
import { errorSummary, inputField, page, type HtmlPage } from '../page.view';

/** The page behind a link: it asks for a password, and says whose. */
export function choosePasswordPage({ email }: { email: string }, error?: string): HtmlPage {
  const body = `${errorSummary(error === undefined ? [] : [{ field: 'password', text: error }])}
<p>You will sign in as <strong>${escapeHtml(email)}</strong>.</p>
<form method="post" novalidate>
<input type="hidden" name="username" value="${escapeHtml(email)}" autocomplete="username">
${inputField({
  name: 'password',
  label: 'Your new password',
  hint: `At least ${String(PASSWORD_MIN_LENGTH)} characters; a few words are a good one`,
  type: 'password',
  autocomplete: 'new-password',
  ...(error === undefined ? {} : { error }),
})}
<button type="submit">Save password</button>
</form>`;
  return page({ title: 'Choose your password', body, wrong: error !== undefined });
}

export function passwordChosenPage(publicUrl: string): HtmlPage {
  return page({
    title: 'Your password is saved',
    body: `<p><a href="${escapeHtml(publicUrl)}/">Sign in</a> with your email address and your new password.</p>`,
  });
}

/** Asks for the address to which a link goes. */
export function forgottenPasswordPage(error?: string): HtmlPage {
  const body = `${errorSummary(error === undefined ? [] : [{ field: 'email', text: error }])}
<p>We will email you a link to choose a new password.</p>
<form method="post" novalidate>
${inputField({ name: 'email', label: 'Email address', type: 'email', autocomplete: 'username', ...(error === undefined ? {} : { error }) })}
<button type="submit">Send the link</button>
</form>`;
  return page({ title: 'Forgot your password?', body, wrong: error !== undefined });
}

/** The same whether or not there is an account. */
export function linkSentPage(publicUrl: string): HtmlPage {
  const body = `<p>If there is an account with this address, we have sent it a link. It works once, for a day.</p>
<p>No email after 10 minutes? Look among unwanted mail, then ask your administrator.</p><p><a href="${escapeHtml(publicUrl)}/">Back to sign in</a></p>`;
  return page({ title: 'Check your email', body });
}

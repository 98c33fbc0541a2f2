import type { FieldProblem } from '#libs/contracts';
import { errorSummary, inputField, page, type Field, type HtmlPage } from '../page.view';

const FIELDS: readonly Field[] = [
  { name: 'organisation', label: 'Name of your organisation', autocomplete: 'organization' },
  {
    name: 'scheme',
    label: 'Name of your social prescribing scheme',
    hint: 'Referrals are addressed to it, for example “North Quay social prescribing”',
    autocomplete: 'off',
  },
  { name: 'name', label: 'Your name', autocomplete: 'name' },
  { name: 'email', label: 'Your email address', hint: 'You sign in with it', type: 'email', autocomplete: 'username' },
  {
    name: 'password',
    label: 'Choose a password',
    hint: 'At least 12 characters; a few words are a good one',
    type: 'password',
    autocomplete: 'new-password',
  },
];

/** The form of the first visit. Passwords are never put back into it. */
export function setUpPage(
  publicUrl: string,
  values: Readonly<Record<string, unknown>> = {},
  problems: readonly FieldProblem[] = [],
): HtmlPage {
  const errorOf = (name: string): string | undefined => problems.find(({ pointer }) => pointer === `/${name}`)?.detail;
  const errors = FIELDS.flatMap(({ name }) => {
    const text = errorOf(name);
    return text === undefined ? [] : [{ field: name, text }];
  });
  const inputs = FIELDS.map((field) => {
    const value = values[field.name];
    const error = errorOf(field.name);
    return inputField({
      ...field,
      value: field.type !== 'password' && typeof value === 'string' ? value : '',
      ...(error === undefined ? {} : { error }),
    });
  });
  const body = `${errorSummary(errors)}<p>You are the first here. This makes your account, as operator of the hub and administrator of your organisation.</p>
<form method="post" novalidate>${inputs.join('')}<button type="submit">Set up the hub</button></form>`;
  return page({ title: 'Set up the hub', body, wrong: errors.length > 0, formTarget: publicUrl });
}

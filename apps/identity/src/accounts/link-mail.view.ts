/** The email with a link to choose a password by. */
export function linkMail({ name, isNew, link, expiresAt }: { name: string; isNew: boolean; link: string; expiresAt: Date }): {
  subject: string;
  text: string;
} {
  const until = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/London' }).format(
    expiresAt,
  );
  const why = isNew
    ? 'You have been invited to sign in to the social prescribing hub.'
    : 'Somebody asked for a new password for your account at the social prescribing hub.';
  const otherwise = isNew
    ? 'If you did not expect this, you can ignore it.'
    : 'If it was not you, you can ignore this: your password stays as it is.';
  return {
    subject: isNew ? 'Your invitation to the social prescribing hub' : 'Choose a new password for the social prescribing hub',
    text: `Hello ${name},\n\n${why} Open this link to choose your password:\n\n${link}\n\nThe link works once, until ${until}. ${otherwise}\n`,
  };
}

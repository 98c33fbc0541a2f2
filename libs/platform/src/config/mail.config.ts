import { Setting } from './setting';

function asSmtpUrl(text: string): string {
  if (!/^smtps?:\/\/[^/\s]+/.test(text) || !URL.canParse(text)) throw new Error('must be an address such as smtp://user:password@host:587');
  return text;
}

/** How the services that write email do it. */
export class MailConfig {
  @Setting({
    env: 'SMTP_URL',
    optional: true,
    secret: true,
    parse: asSmtpUrl,
    describe:
      'Mail server, as in `smtp://user:password@host:587`; unset: GOV.UK Notify where set, else messages wait and links are handed over',
  })
  readonly smtpUrl?: string;

  @Setting({ env: 'MAIL_FROM', default: 'Social prescribing <no-reply@localhost>', describe: 'From whom email comes when it goes by SMTP' })
  readonly mailFrom!: string;
}

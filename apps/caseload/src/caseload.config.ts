import { asUrl, Setting } from '#libs/platform';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NOTIFY_KEY = new RegExp(`(${UUID})-(${UUID})$`, 'i');

/** The two parts of a GOV.UK Notify API key: who sends, and with what its tokens are signed. */
export interface NotifyKey {
  readonly serviceId: string;
  readonly secret: string;
}

/** An API key as GOV.UK Notify gives it out: name, service and secret, joined by hyphens. */
export function asNotifyKey(text: string): NotifyKey {
  const [, serviceId, secret] = NOTIFY_KEY.exec(text) ?? [];
  if (serviceId === undefined || secret === undefined) throw new Error('must be an API key of GOV.UK Notify: its name and two UUIDs');
  return { serviceId, secret };
}

/** What caseload needs to know beyond what every process does: by which ways it can write to people, beside `MailConfig`. Without any, messages wait. */
export class CaseloadConfig {
  @Setting({
    env: 'NOTIFY_URL',
    default: 'https://api.notifications.service.gov.uk',
    parse: asUrl,
    describe: 'Where GOV.UK Notify, or what speaks like it, answers',
  })
  readonly notifyUrl!: string;

  @Setting({
    env: 'NOTIFY_API_KEY',
    optional: true,
    secret: true,
    parse: asNotifyKey,
    describe: 'API key of GOV.UK Notify; unset: no text messages, they wait',
  })
  readonly notifyKey?: NotifyKey;

  @Setting({
    env: 'NOTIFY_SMS_TEMPLATE_ID',
    optional: true,
    describe: 'Template at GOV.UK Notify for text messages, which is `((text))`; unset: no text messages',
  })
  readonly notifySmsTemplate?: string;

  @Setting({
    env: 'NOTIFY_EMAIL_TEMPLATE_ID',
    optional: true,
    describe: 'Template at GOV.UK Notify for email, which is `((subject))` and `((text))`; unset: email goes by SMTP_URL only',
  })
  readonly notifyEmailTemplate?: string;
}

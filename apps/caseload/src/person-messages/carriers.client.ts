import { Injectable } from '@nestjs/common';
import { MailConfig } from '#libs/platform';
import { CaseloadConfig } from '../caseload.config';
import type { MessageCarrier } from './message-carrier.client';
import { NotifyCarrier } from './notify.client';
import { CHANNELS, type Channel } from './person-message.rules';
import { SmtpCarrier } from './smtp.client';

/** The ways that this installation has: e-mail by SMTP, else by GOV.UK Notify; text messages by GOV.UK Notify. */
@Injectable()
export class Carriers {
  private readonly carriers: Readonly<Partial<Record<Channel, MessageCarrier>>>;

  constructor(
    { smtpUrl, mailFrom }: MailConfig,
    { notifyUrl: url, notifyKey: key, notifySmsTemplate, notifyEmailTemplate }: CaseloadConfig,
  ) {
    const templates = {
      ...(notifySmsTemplate === undefined ? {} : { sms: notifySmsTemplate }),
      ...(notifyEmailTemplate === undefined ? {} : { email: notifyEmailTemplate }),
    };
    const notify = key && new NotifyCarrier({ url, key, templates });
    const smtp = smtpUrl === undefined ? undefined : new SmtpCarrier(smtpUrl, mailFrom);
    const email = smtp ?? (notifyEmailTemplate === undefined ? undefined : notify);
    const sms = notifySmsTemplate === undefined ? undefined : notify;
    this.carriers = { ...(email ? { email } : {}), ...(sms ? { sms } : {}) };
  }

  /** Messages for other channels wait. */
  get configured(): readonly Channel[] {
    return CHANNELS.filter((channel) => this.carriers[channel] !== undefined);
  }

  of(channel: Channel): MessageCarrier | undefined {
    return this.carriers[channel];
  }
}

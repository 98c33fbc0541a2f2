import { Injectable } from '@nestjs/common';
import { MailConfig, smtpTransport } from '#libs/platform';

/** Sends email to people who sign in, where a mail server is configured. */
@Injectable()
export class Mail {
  private readonly transport;

  constructor(private readonly config: MailConfig) {
    this.transport = config.smtpUrl === undefined ? undefined : smtpTransport(config.smtpUrl);
  }

  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /** Rejects when the server does not take it. */
  async send({ to, subject, text }: { to: string; subject: string; text: string }): Promise<void> {
    const headers = { 'auto-submitted': 'auto-generated' };
    await this.transport?.sendMail({ from: this.config.mailFrom, to: { name: '', address: to }, subject, text, headers });
  }
}

import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { MailConfig } from '#libs/platform';

const TIMEOUT_MS = 10_000;

/** Sends email to people who sign in, where a mail server is configured. */
@Injectable()
export class Mail {
  private readonly transport: Transporter | undefined;

  constructor(private readonly config: MailConfig) {
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    this.transport =
      config.smtpUrl === undefined
        ? undefined
        : createTransport({ url: config.smtpUrl, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
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

import { Injectable, Logger } from '@nestjs/common';
import { Clock, ProcessConfig } from '#libs/platform';
import { Mail } from '../mail/mail.client';
import type { Account } from './account.entity';
import { AccountLinkRepository, type AccountLink } from './account-link.repository';
import { MailUnavailableError } from './account.errors';
import { linkMail } from './link-mail.view';

/** What became of a link: it went by email, or where no mail server is configured it is here, to be handed over. */
export interface SentLink {
  readonly sentByEmail: boolean;
  /** Told now and never again. */
  readonly link?: string;
  readonly expiresAt: string;
}

/** Makes links by which people choose their passwords, and sends them. */
@Injectable()
export class SendLinkService {
  private readonly logger = new Logger('identity');

  constructor(
    private readonly links: AccountLinkRepository,
    private readonly mail: Mail,
    private readonly clock: Clock,
    private readonly config: ProcessConfig,
  ) {}

  /** In the transaction of the act. Earlier links of the account end. */
  make(account: Account, lifeMs: number): Promise<AccountLink> {
    return this.links.make(account.id, this.clock.now(), lifeMs);
  }

  /** After that transaction. Throws `MailUnavailableError` when the mail server refuses. */
  async send(account: Account, { token, expiresAt }: AccountLink): Promise<SentLink> {
    const link = `${this.config.publicUrl}/identity/invitation/${token}`;
    if (!this.mail.isConfigured) return { sentByEmail: false, link, expiresAt: expiresAt.toISOString() };
    try {
      await this.mail.send({
        to: account.email,
        ...linkMail({ name: account.name, isNew: account.passwordHash === null, link, expiresAt }),
      });
    } catch (error) {
      const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
      this.logger.warn(`an email to a person who signs in was not taken: ${String(responseCode ?? code)}`);
      throw new MailUnavailableError();
    }
    return { sentByEmail: true, expiresAt: expiresAt.toISOString() };
  }
}

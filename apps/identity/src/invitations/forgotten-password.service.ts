import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AuditService, Clock, Transaction } from '#libs/platform';
import { AccountLinkRepository } from '../accounts/account-link.repository';
import { MailUnavailableError } from '../accounts/account.errors';
import { AccountRepository } from '../accounts/account.repository';
import { RESET_MS } from '../accounts/manage-account.service';
import { SendLinkService } from '../accounts/send-link.service';

/** One email per account in so long, whoever asks for how many. */
const PAUSE_MS = 5 * 60 * 1000;
/** Anybody may ask, so no more than so many are looked into at once; the others are forgotten. */
const AT_ONCE = 20;

/** Sends a link to a person who forgot their password. */
@Injectable()
export class ForgottenPasswordService implements OnModuleDestroy {
  private readonly logger = new Logger('identity');
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly links: AccountLinkRepository,
    private readonly sendLink: SendLinkService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Returns at once. */
  begin(email: string): void {
    if (this.underWay.size >= AT_ONCE) return;
    const work = this.execute(email)
      .catch((error: unknown) => {
        if (!(error instanceof MailUnavailableError)) this.logger.error({ err: error }, 'a reset link could not be made');
      })
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async execute(email: string): Promise<void> {
    const account = await this.accounts.findOpenByEmail(email);
    if (!account) return;
    const link = await this.transaction.run(async () => {
      await this.accounts.lock(account.id, undefined);
      const since = new Date(this.clock.now().getTime() - PAUSE_MS);
      if (await this.links.wasMadeSince(account.id, since)) return undefined;
      await this.audit.record({ by: account.id, action: 'ask-for-reset-link', entity: 'account', entityId: account.id });
      return this.sendLink.make(account, RESET_MS);
    });
    if (link) await this.sendLink.send(account, link);
  }
}

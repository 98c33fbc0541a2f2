import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { MyKeys } from './my-keys.client';
import { MyLinkRepository } from './my-link.repository';
import type { MyVisit } from './my-visit.query';
import { OpenMyPageService } from './open-my-page.service';
import { SendMyCodeService } from './send-my-code.service';

/** The way in to the person's own page, and out of it. */
@Injectable()
export class MyGateService {
  constructor(
    private readonly transaction: Transaction,
    private readonly sendMyCode: SendMyCodeService,
    private readonly openMyPage: OpenMyPageService,
    private readonly links: MyLinkRepository,
    private readonly keys: MyKeys,
  ) {}

  /** True when people reach the hub by TLS: cookies are for it alone. */
  get isSecure(): boolean {
    return this.keys.isSecure;
  }

  sendCode(visit: MyVisit, now: Date): Promise<void> {
    return this.sendMyCode.execute(visit, now);
  }

  /** The secret for the browser, or null when the code does not open the page. */
  open(visit: MyVisit, code: unknown, now: Date): Promise<string | null> {
    return this.openMyPage.execute(visit, typeof code === 'string' ? code : '', now);
  }

  leave(secret: string): Promise<void> {
    return this.transaction.run(() => this.links.endSession(secret));
  }
}

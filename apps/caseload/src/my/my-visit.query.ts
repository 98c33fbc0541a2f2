import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { MyLinkRepository } from './my-link.repository';

/** How far somebody has come who follows a link: no further than its case and whether they gave the right code. */
export interface MyVisit {
  readonly caseId: string;
  readonly isOpen: boolean;
}

/** Who follows a link to a person's own page. */
@Injectable()
export class MyVisitQuery {
  constructor(
    private readonly links: MyLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** Null for a link that does not work, whatever the reason. `secret`: of the browser's cookie. */
  async of(token: string, secret: string | undefined): Promise<MyVisit | null> {
    const now = this.clock.now();
    const link = await this.links.byToken(token, now);
    if (!link) return null;
    const isOpen = secret !== undefined && (await this.links.hasSession(link.id, secret, now));
    return { caseId: link.caseId, isOpen };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, type Actor } from '#libs/platform';
import { MyLinkRepository } from './my-link.repository';

/** How far somebody has come who follows a link: no further than its case and whether they gave the right code. */
export interface MyVisit {
  readonly caseId: string;
  readonly isOpen: boolean;
  /** As the audit trail names them: whoever has the link, which a worker made, and perhaps a code that one read out. */
  readonly by: Actor;
  readonly codeReadOutBy: string | null;
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
    const session = secret === undefined ? null : await this.links.session(link.id, secret, now);
    const codeReadOutBy = session?.codeReadOutBy ?? null;
    const through = [
      `my-link:${link.id}`,
      `made-by:${link.createdBy}`,
      ...(codeReadOutBy === null ? [] : [`code-read-out-by:${codeReadOutBy}`]),
    ];
    const by = { actor: 'person', organisationId: await this.links.organisationOf(link), through: through.join(' ') };
    return { caseId: link.caseId, isOpen: session !== null, by, codeReadOutBy };
  }
}

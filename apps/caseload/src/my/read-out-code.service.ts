import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { MyKeys } from './my-keys.client';
import { MyLinkRepository } from './my-link.repository';
import type { MyCodeView } from './my.dto';
import { MyCodeRefusedError } from './my.errors';

/** Makes a one-time code that the worker reads out, for a person who gets no messages. The one before is void. */
@Injectable()
export class ReadOutCodeService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly links: MyLinkRepository,
    private readonly reach: ReachQuery,
    private readonly keys: MyKeys,
  ) {}

  async execute(caseId: string, by: Principal, now: Date): Promise<MyCodeView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'read-out-code' }, async () => {
      const link = await this.links.workingOf(caseId);
      if (!link?.works(now)) throw new NotFoundError('my-link');
      const codeId = randomUUID();
      if (!link.newCode(codeId, now, by.subject)) throw new MyCodeRefusedError(link.isLocked);
      await this.links.update(link);
      return { code: this.keys.codeOf(codeId), expiresAt: link.codeUntil ?? now };
    });
  }
}

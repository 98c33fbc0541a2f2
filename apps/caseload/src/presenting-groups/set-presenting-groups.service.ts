import { Injectable } from '@nestjs/common';
import { PRESENTING_GROUPS, type PresentingGroup } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';

/** Says why social prescribing is meant for the person: all that apply (CL-40). */
@Injectable()
export class SetPresentingGroupsService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, groups: readonly PresentingGroup[], expectedVersion: number | undefined, by: Principal): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'set-presenting-groups' }, async ({ case: found }) => {
      statusAfter('describe-person', found.status);
      found.presentingGroups = PRESENTING_GROUPS.filter((group) => groups.includes(group));
    });
  }
}

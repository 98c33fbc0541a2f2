import { Injectable } from '@nestjs/common';
import type { AccessNeeds, ContactMode } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';

/** What is held once of how a person is best contacted and helped to take part; what is left out stays. */
export interface PersonDescription {
  readonly preferredMode?: ContactMode | null;
  readonly accessNeeds?: AccessNeeds;
}

/** Keeps how the person would rather be contacted (CL-06) and what they need so that they can take part (CL-17). */
@Injectable()
export class DescribePersonService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, described: PersonDescription, by: Principal): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, by, action: 'describe-person' }, async ({ case: found }) => {
      statusAfter('describe-person', found.status);
      Object.assign(found, described);
      await Promise.resolve();
    });
  }
}

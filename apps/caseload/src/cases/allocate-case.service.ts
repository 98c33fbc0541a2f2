import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import { caseAllocated } from './case-events.mapper';
import { ChangeCaseService } from './change-case.service';

export interface Allocation {
  readonly caseId: string;
  readonly workerId: string;
  readonly expectedVersion: number | undefined;
}

/** Gives a case to a named worker of its scheme, from the queue or from another worker (CL-02). */
@Injectable()
export class AllocateCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly owners: OwnersQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute({ caseId, workerId, expectedVersion }: Allocation, by: Principal, now: Date): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'allocate' }, async ({ case: found }) => {
      const { organisationId, schemeId } = found;
      const [problem] = await this.owners.problems('/workerId', { workerId, organisationId, schemeId }, now);
      if (problem) throw new WorkerNotOfSchemeError(problem);
      found.allocateTo(workerId, now);
      await this.outbox.add(caseAllocated(found, workerId, now));
    });
  }
}

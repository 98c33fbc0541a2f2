import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import { WorkerRepository } from '../workers/worker.repository';
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
    private readonly workers: WorkerRepository,
    private readonly outbox: OutboxService,
  ) {}

  async execute({ caseId, workerId, expectedVersion }: Allocation, by: Principal, now: Date): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'allocate' }, async ({ case: found }) => {
      const worker = await this.workers.find(workerId, found.organisationId);
      if (!worker) throw new WorkerNotOfSchemeError('There is no such worker in the organisation.');
      if (!worker.servesScheme(found.schemeId)) throw new WorkerNotOfSchemeError("The worker does not work for the case's scheme.");
      found.allocateTo(worker.id, now);
      await this.outbox.add(caseAllocated(found, worker.id, now));
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { PublishWorkerService } from '../employments/publish-worker.service';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from './reach.query';
import type { RegisterWorkerDto, WorkerView } from './worker.dto';
import { Worker } from './worker.entity';
import { SchemeOfAnotherOrganisationError } from './worker.errors';
import { WorkerRepository } from './worker.repository';

/** Registers a link worker of the caller's organisation for some of its schemes. */
@Injectable()
export class RegisterWorkerService {
  constructor(
    private readonly transaction: Transaction,
    private readonly publishWorker: PublishWorkerService,
    private readonly workers: WorkerRepository,
    private readonly schemes: SchemeRepository,
    private readonly reach: ReachQuery,
  ) {}

  execute({ name, accountSubject, schemeIds }: RegisterWorkerDto, by: Principal, now: Date): Promise<WorkerView> {
    return this.transaction.run(async () => {
      const { organisationId } = await this.reach.of(by);
      const foreign = await this.schemes.foreign(schemeIds, organisationId);
      if (foreign.length > 0)
        throw new SchemeOfAnotherOrganisationError(foreign.map((id) => schemeIds.findIndex((told) => told.toLowerCase() === id)));
      const worker = Worker.register({
        id: randomUUID(),
        organisationId,
        name,
        accountSubject: accountSubject ?? null,
        schemeIds: [...new Set(schemeIds)],
        registeredAt: now,
      });
      await this.workers.insert(worker);
      await this.publishWorker.execute(worker, by, 'create');
      return { id: worker.id, name, accountSubject: worker.accountSubject, schemeIds: worker.schemeIds };
    });
  }
}

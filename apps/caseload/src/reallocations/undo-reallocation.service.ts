import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Transaction, type Principal } from '#libs/platform';
import { caseAllocated } from '../cases/case-events.mapper';
import { ChangeCaseService } from '../cases/change-case.service';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import { ReallocationUndoneError } from './reallocation.errors';
import type { ReallocatedCase } from './reallocated-case.entity';
import type { UndoneView } from './reallocation.dto';
import { chunksOf, ReallocationRepository } from './reallocation.repository';

const CHUNK = 25;

/** Moves back the cases of a reallocation that nobody has changed since, with the dates that were promised before. */
@Injectable()
export class UndoReallocationService {
  constructor(
    private readonly transaction: Transaction,
    private readonly reallocations: ReallocationRepository,
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
    private readonly owners: OwnersQuery,
  ) {}

  async execute(workerId: string, id: string, by: Principal, now: Date): Promise<UndoneView> {
    const { organisationId } = await this.reach.of(by);
    const found = await this.reallocations.find(id, workerId, organisationId);
    if (!found) throw new NotFoundError('reallocation');
    if (found.undoneAt) throw new ReallocationUndoneError();
    const rows = await this.reallocations.casesOf(id);
    const left = rows.filter(({ undone }) => !undone);
    let movedBack = rows.length - left.length;
    for (const chunk of chunksOf(left, CHUNK)) movedBack += await this.back(workerId, chunk, by, now);
    await this.reallocations.finishUndo(id, now);
    return { movedBack, staying: rows.length - movedBack };
  }

  private back(workerId: string, chunk: readonly ReallocatedCase[], by: Principal, now: Date): Promise<number> {
    return this.transaction.run(async () => {
      const ids = chunk.map(({ caseId }) => caseId);
      const unchanged = await this.reallocations.lockUnchanged(chunk[0]?.reallocationId ?? '', ids);
      for (const row of chunk.filter(({ caseId }) => unchanged.includes(caseId))) {
        const change = { caseId: row.caseId, reach: null, by, action: 'undo-reallocation' };
        await this.changeCase.execute(change, async ({ case: found }) => {
          const { organisationId, schemeId } = found;
          const [problem] = await this.owners.problems('/workerId', { workerId, organisationId, schemeId }, now);
          if (problem) throw new WorkerNotOfSchemeError(problem);
          found.allocateTo(workerId, row.allocatedAt);
          found.allocateBy = row.allocateBy;
          await this.outbox.add(caseAllocated(found, workerId, now));
        });
        await this.reallocations.markUndone(row);
      }
      return unchanged.length;
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type FieldProblem } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Transaction, type Principal } from '#libs/platform';
import { caseAllocated, caseQueued } from '../cases/case-events.mapper';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { allocateBy } from '../clocks/service-levels.rules';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery, type Reach } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import { EmploymentRepository } from '../employments/employment.repository';
import { ReallocatedCase } from './reallocated-case.entity';
import type { ReallocateDto, ReallocationView, ShareView } from './reallocation.dto';
import { Reallocation } from './reallocation.entity';
import { ReallocationRefusedError } from './reallocation.errors';
import { chunksOf, ReallocationRepository } from './reallocation.repository';
import { shareOut, type Taker } from './share-out.rules';

/** So many cases move in one transaction: none is locked for long. */
const CHUNK = 25;

type Shares = ReadonlyMap<string, string | null>;

/** Gives all open cases of a worker to others of their schemes, evenly, or back to the queue. Run again after a failure, it moves the rest. */
@Injectable()
export class ReallocateWorkerService {
  constructor(
    private readonly transaction: Transaction,
    private readonly reallocations: ReallocationRepository,
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
    private readonly owners: OwnersQuery,
    private readonly employments: EmploymentRepository,
  ) {}

  async execute(workerId: string, { to, reason, dryRun }: ReallocateDto, by: Principal, now: Date): Promise<ReallocationView> {
    const reach = await this.reach.of(by);
    const takers = await this.takers(workerId, to, reach, now);
    const all = await this.reallocations.openCases(workerId, reach.organisationId);
    const able = all.filter(({ status }) => to !== undefined || status !== 'handing-over');
    const shares: Shares = to === undefined ? new Map(able.map(({ id }) => [id, null])) : shareOut(able, takers);
    if (dryRun) return viewOf(null, shares, all.length);
    const { organisationId } = reach;
    const made = Object.assign(new Reallocation(), {
      id: randomUUID(),
      organisationId,
      workerId,
      reason,
      by: by.subject,
      at: now,
      undoneAt: null,
    });
    await this.transaction.run(() => this.reallocations.insert(made));
    const moved = new Map<string, string | null>();
    for (const chunk of chunksOf([...shares.keys()].sort(), CHUNK)) {
      for (const id of await this.move(made, chunk, shares, by, reach)) moved.set(id, shares.get(id) ?? null);
    }
    return viewOf(made.id, moved, all.length);
  }

  private move(made: Reallocation, chunk: readonly string[], shares: Shares, by: Principal, reach: Reach): Promise<string[]> {
    return this.transaction.run(async () => {
      const ids = await this.reallocations.lockOwn(chunk, made.workerId, shares.get(chunk[0] ?? '') !== null);
      for (const caseId of ids) {
        await this.changeCase.execute({ caseId, reach, by, action: 'reallocate' }, (locked) =>
          this.give(made, locked, shares.get(caseId) ?? null),
        );
      }
      return ids;
    });
  }

  private async give(
    { id: reallocationId, at }: Reallocation,
    { case: found, clocks }: LockedCase,
    toWorkerId: string | null,
  ): Promise<void> {
    const { id: caseId, organisationId, schemeId, allocatedAt, allocateBy: before } = found;
    const owner = { workerId: toWorkerId ?? '', organisationId, schemeId };
    const [problem] = toWorkerId === null ? [] : await this.owners.problems('/to', owner, at);
    if (problem) throw new WorkerNotOfSchemeError(problem);
    if (toWorkerId === null) found.returnToQueue(allocateBy(at, clocks));
    else found.allocateTo(toWorkerId, at);
    await this.outbox.add(toWorkerId === null ? caseQueued(found, at) : caseAllocated(found, toWorkerId, at));
    const undo = { allocatedAt: allocatedAt ?? at, allocateBy: before, version: found.version + 1, undone: false };
    await this.reallocations.insertCase(Object.assign(new ReallocatedCase(), { reallocationId, caseId, toWorkerId, ...undo }));
  }

  private async takers(workerId: string, to: readonly string[] = [], { organisationId }: Reach, now: Date): Promise<Taker[]> {
    const registered = await this.reallocations.takers([workerId, ...to], organisationId);
    // What somebody cannot see they cannot take.
    const known: Taker[] = [];
    for (const taker of registered)
      known.push({ ...taker, schemeIds: await this.employments.openSchemes({ ...taker, organisationId }, organisationId, now) });
    if (!known.some(({ id }) => id === workerId)) throw new NotFoundError('worker');
    const problems = to.flatMap((id, index): FieldProblem[] => {
      const pointer = `/to/${String(index)}`;
      if (id === workerId) return [{ pointer, code: 'same-worker', detail: 'This is the worker whose cases are to go.' }];
      const taker = known.find((worker) => worker.id === id);
      if (taker && taker.schemeIds.length > 0) return [];
      if (taker)
        return [{ pointer, code: 'worker-cannot-see-case', detail: 'The worker sees no cases now: no employment of theirs holds.' }];
      return [{ pointer, code: 'worker-unknown', detail: 'No worker of the organisation has this id.' }];
    });
    if (problems.length > 0) throw new ReallocationRefusedError(problems);
    return known.filter(({ id }) => id !== workerId);
  }
}

function byMost(one: ShareView, other: ShareView): number {
  return other.cases - one.cases || (one.workerId ?? '').localeCompare(other.workerId ?? '');
}

function viewOf(id: string | null, shares: Shares, all: number): ReallocationView {
  const counts = new Map<string | null, number>();
  for (const to of shares.values()) counts.set(to, (counts.get(to) ?? 0) + 1);
  const shown = [...counts].map(([workerId, cases]) => ({ workerId, cases })).sort(byMost);
  return { id, dryRun: id === null, moved: shares.size, staying: all - shares.size, shares: shown };
}

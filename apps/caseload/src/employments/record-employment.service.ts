import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type FieldProblem } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { EmploymentView, RecordEmploymentDto } from './employment.dto';
import { Employment } from './employment.entity';
import { EmploymentRefusedError, EmploymentsOverlapError } from './employment.errors';
import { EmploymentRepository } from './employment.repository';
import { roleOfTitle } from './job-titles.rules';
import { PublishWorkerService } from './publish-worker.service';
import { WatchAccessService } from './watch-access.service';

/** Records how a worker is employed, and ends it: what they no longer see they no longer own. On one day a worker has one employment at a host at most. */
@Injectable()
export class RecordEmploymentService {
  constructor(
    private readonly transaction: Transaction,
    private readonly employments: EmploymentRepository,
    private readonly publishWorker: PublishWorkerService,
    private readonly watchAccess: WatchAccessService,
    private readonly reach: ReachQuery,
  ) {}

  execute(workerId: string, told: RecordEmploymentDto, by: Principal): Promise<EmploymentView> {
    return this.transaction.run(async () => {
      const { organisationId } = await this.reach.of(by);
      const worker = await this.employments.lockWorker(workerId, organisationId);
      const role = told.role ?? roleOfTitle(told.title);
      const problems = [...(role === null ? [UNKNOWN_TITLE] : []), ...endsBefore(told.validFrom, told.validUntil)];
      if (role === null || problems.length > 0) throw new EmploymentRefusedError(problems);
      const made = Object.assign(new Employment(), told, { id: randomUUID(), workerId, role, validUntil: told.validUntil ?? null });
      if (!(await this.employments.insert(made))) throw new EmploymentsOverlapError('validFrom');
      await this.watchAccess.execute(workerId);
      await this.publishWorker.execute(worker, by, 'employ');
      return viewOf(made);
    });
  }

  end(workerId: string, employmentId: string, validUntil: string, by: Principal): Promise<EmploymentView> {
    return this.transaction.run(async () => {
      const { organisationId } = await this.reach.of(by);
      const worker = await this.employments.lockWorker(workerId, organisationId);
      const found = (await this.employments.ofWorker(workerId)).find(({ id }) => id === employmentId);
      if (!found) throw new NotFoundError('employment');
      const problems = [...endsBefore(found.validFrom, validUntil), ...endsLater(found.validUntil, validUntil)];
      if (problems.length > 0) throw new EmploymentRefusedError(problems);
      await this.employments.end(employmentId, validUntil);
      await this.watchAccess.execute(workerId);
      await this.publishWorker.execute(worker, by, 'end-employment');
      return viewOf(Object.assign(found, { validUntil }));
    });
  }

  async list(workerId: string, caller: Principal): Promise<EmploymentView[]> {
    return this.transaction.run(async () => {
      const { organisationId } = await this.reach.of(caller);
      await this.employments.lockWorker(workerId, organisationId);
      return (await this.employments.ofWorker(workerId)).map(viewOf);
    });
  }
}

const UNKNOWN_TITLE: FieldProblem = { pointer: '/role', code: 'title-unknown', detail: 'Say the role: nothing is known of this title.' };

function endsBefore(validFrom: string, validUntil: string | undefined): FieldProblem[] {
  if (validUntil === undefined || validUntil >= validFrom) return [];
  return [{ pointer: '/validUntil', code: 'ends-before-it-begins', detail: `It begins on ${validFrom}.` }];
}

function endsLater(was: string | null, validUntil: string): FieldProblem[] {
  if (was === null || validUntil <= was) return [];
  return [{ pointer: '/validUntil', code: 'ends-later', detail: `It ends on ${was} already; what follows is another employment.` }];
}

function viewOf({ workerId: _, ...shown }: Employment): EmploymentView {
  return shown;
}

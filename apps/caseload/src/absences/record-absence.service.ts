import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, type FieldProblem } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { closingTimeOf } from '../clocks/working-days.rules';
import { EmploymentRepository } from '../employments/employment.repository';
import { OwnersQuery, type WouldBeOwner } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import type { Worker } from '../workers/worker.entity';
import type { AbsenceView, RecordAbsenceDto } from './absence.dto';
import { Absence } from './absence.entity';
import { AbsenceEndedError, AbsenceRefusedError, AbsencesOverlapError } from './absence.errors';
import { AbsenceRepository } from './absence.repository';

/** Records that a worker is away and who covers, and ends it early. On its days, what is due of their cases is the cover's to do. */
@Injectable()
export class RecordAbsenceService {
  constructor(
    private readonly transaction: Transaction,
    private readonly absences: AbsenceRepository,
    private readonly employments: EmploymentRepository,
    private readonly owners: OwnersQuery,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  execute(workerId: string, told: RecordAbsenceDto, by: Principal): Promise<AbsenceView> {
    return this.transaction.run(async () => {
      const worker = await this.worker(workerId, by);
      const { from: fromOn, until: untilOn, coverWorkerId, reason } = told;
      const problems = [...backwards(fromOn, untilOn), ...(await this.cover(worker, told))];
      if (problems.length > 0) throw new AbsenceRefusedError(problems);
      const made = Object.assign(new Absence(), { id: randomUUID(), workerId, coverWorkerId, fromOn, untilOn, reason, endedAt: null });
      if (told.dryRun) return Object.assign(await this.viewOf(made), { id: null });
      if (!(await this.absences.insert(made))) throw new AbsencesOverlapError();
      await this.audit.record({ by, action: 'absent', entity: 'worker', entityId: workerId });
      return this.viewOf(made);
    });
  }

  end(workerId: string, id: string, by: Principal, now: Date): Promise<AbsenceView> {
    return this.transaction.run(async () => {
      await this.worker(workerId, by);
      const found = await this.absences.find(id, workerId);
      if (!found) throw new NotFoundError('absence');
      if (found.endedAt) throw new AbsenceEndedError();
      await this.absences.end(id, now);
      await this.audit.record({ by, action: 'end-absence', entity: 'worker', entityId: workerId });
      return this.viewOf(Object.assign(found, { endedAt: now }));
    });
  }

  list(workerId: string, caller: Principal): Promise<AbsenceView[]> {
    return this.transaction.run(async () => {
      await this.worker(workerId, caller);
      return Promise.all((await this.absences.ofWorker(workerId)).map((absence) => this.viewOf(absence)));
    });
  }

  private async worker(workerId: string, by: Principal): Promise<Worker> {
    const { organisationId } = await this.reach.of(by);
    return this.employments.lockWorker(workerId, organisationId);
  }

  private async cover(worker: Worker, { coverWorkerId: id, from, until }: RecordAbsenceDto): Promise<FieldProblem[]> {
    if (id === worker.id) return [problem('same-worker', 'Nobody covers for themselves.')];
    const blind = [];
    for (const schemeId of worker.schemeIds)
      blind.push(...(await this.blind({ workerId: id, organisationId: worker.organisationId, schemeId }, from, until)));
    const own = await this.absences.meeting(id, from, until);
    const theirs = await this.absences.meeting(worker.id, from, until);
    return [
      ...blind,
      ...(own.some((each) => each.workerId === id) ? [problem('cover-away', 'They are away themselves on some of these days.')] : []),
      ...(theirs.some((each) => each.coverWorkerId === worker.id)
        ? [{ pointer: '/from', code: 'covers-for-another', detail: 'The worker covers for somebody else on some of these days.' }]
        : []),
    ];
  }

  /** What keeps the cover from seeing the cases of a scheme on the first day, or on the last. */
  private async blind(cover: WouldBeOwner, from: string, until: string): Promise<FieldProblem[]> {
    const first = await this.owners.problems('/coverWorkerId', cover, closingTimeOf(from));
    return first.length > 0 ? first : this.owners.problems('/coverWorkerId', cover, closingTimeOf(until));
  }

  private async viewOf({ id, fromOn, untilOn, coverWorkerId, reason, workerId, endedAt }: Absence): Promise<AbsenceView> {
    const dueActions = endedAt ? 0 : await this.absences.dueBy(workerId, untilOn);
    return { id, from: fromOn, until: untilOn, coverWorkerId, reason, endedAt: endedAt?.toISOString() ?? null, dueActions };
  }
}

function problem(code: string, detail: string): FieldProblem {
  return { pointer: '/coverWorkerId', code, detail };
}

function backwards(fromOn: string, untilOn: string): FieldProblem[] {
  return untilOn >= fromOn ? [] : [{ pointer: '/until', code: 'ends-before-it-begins', detail: `It begins on ${fromOn}.` }];
}

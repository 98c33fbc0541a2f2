import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError, type FieldProblem } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { localDateOf } from '../clocks/working-days.rules';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from '../workers/reach.query';
import { ApplyMoveService } from './apply-move.service';
import { CaseMove } from './case-move.entity';
import { misfits } from './eligibility.rules';
import { MoveNotLastError, MoveRefusedError } from './move.errors';
import type { MoveCaseDto, MoveView } from './move.dto';

/** Rolls a dry run back, after it has shown what would happen. */
class DryRun extends Error {
  constructor(readonly view: MoveView) {
    super('Only to see what would happen');
  }
}

/** Moves a case to another scheme of the organisation or another area of its own, after a dry run if asked, and back (CL-41). */
@Injectable()
export class MoveCaseService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly schemes: SchemeRepository,
    private readonly move: ApplyMoveService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, told: MoveCaseDto, expectedVersion: number | undefined, by: Principal, now: Date): Promise<MoveView> {
    const reach = await this.reach.of(by);
    const change = { caseId, reach, expectedVersion, by, action: 'move' };
    const moved = this.changeCase.execute(change, async (locked) => {
      const { case: found } = locked;
      statusAfter('move', found.status);
      const schemeId = told.schemeId ?? found.schemeId;
      const area = told.area ?? (schemeId === found.schemeId ? found.area : null);
      const problems = await this.problems(found, schemeId, area, now);
      if (problems.length > 0) throw new MoveRefusedError(problems);
      const worker = found.workerId;
      const made = await this.move.execute(locked, { schemeId, area, reason: told.reason }, by, now);
      const view = viewOf(made, found, worker === found.workerId);
      if (told.dryRun) throw new DryRun(Object.assign(view, { id: null, dryRun: true }));
      return view;
    });
    return moved.catch((error: unknown) => {
      if (error instanceof DryRun) return error.view;
      throw error;
    });
  }

  /** Only while nothing else has happened to the case. */
  async undo(caseId: string, id: string, by: Principal, now: Date): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, by, action: 'undo-move' }, async (locked) => {
      const made = isUUID(id) ? await this.transaction.reader.findOneBy(CaseMove, { id, caseId: locked.case.id }) : null;
      if (!made) throw new NotFoundError('move');
      if (made.undoneAt !== null || made.version !== locked.case.version) throw new MoveNotLastError();
      await this.move.undo(locked, made, now);
    });
  }

  private async problems(found: Case, schemeId: string, area: string | null, now: Date): Promise<FieldProblem[]> {
    if (schemeId === found.schemeId && area === found.area)
      return [{ pointer: '/schemeId', code: 'nothing-changes', detail: 'Name another scheme or another area.' }];
    if (!(await this.schemes.isOf(schemeId, found.organisationId)))
      return [{ pointer: '/schemeId', code: 'not-own', detail: 'The organisation runs no such scheme.' }];
    return misfits(await this.schemes.get(schemeId), found.person?.birthDate, area, localDateOf(now));
  }
}

function viewOf({ id, fromSchemeId, toSchemeId, toArea }: CaseMove, found: Case, staysWithWorker: boolean): MoveView {
  const clocks = { allocateBy: found.allocateBy.toISOString(), contactBy: found.contactBy.toISOString() };
  return { id, dryRun: false, fromSchemeId, schemeId: toSchemeId, area: toArea, staysWithWorker, ...clocks };
}

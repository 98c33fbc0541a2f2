import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { dayTooFarAhead } from '../clocks/horizon.rules';
import { closingTimeOf, localDateOf } from '../clocks/working-days.rules';
import { LIMBO_ACTIONS } from '../limbo/limbo.rules';
import { ReachQuery } from '../workers/reach.query';
import { blockerViewOf } from './blocker-view.mapper';
import type { BlockCaseDto, BlockerView } from './blocker.dto';
import { BlockerRefusedError } from './blocker.errors';
import { BlockerRepository } from './blocker.repository';
import { CaseBlocker } from './case-blocker.entity';

/** Records what support waits for, moves its date, and ends it; until then somebody must ask after it when its day has come (CL-19). */
@Injectable()
export class BlockCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly blockers: BlockerRepository,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, told: BlockCaseDto, by: Principal, now: Date): Promise<BlockerView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'block' }, async ({ case: found, actions }) => {
      statusAfter('block', found.status);
      const since = told.since === undefined ? now : new Date(Math.max(Date.parse(told.since), found.receivedAt.getTime()));
      const problems = [...wrongDay(told.expectedBy, now), ...ahead(told.since, now)];
      if (problems.length > 0) throw new BlockerRefusedError(problems);
      const { blocker, owner, note = null, expectedBy } = told;
      const made = CaseBlocker.of({ caseId: found.id, blocker, owner, note, since, expectedBy });
      await this.blockers.insert(made);
      actions.push(
        Action.open({
          type: LIMBO_ACTIONS.blocker,
          title: `Ask after the step that support waits for: ${blocker.replaceAll('-', ' ')}`,
          ownerKind: 'worker',
          dueAt: closingTimeOf(expectedBy),
          source: made.source,
        }),
      );
      return blockerViewOf(made);
    });
  }

  /** Another day is expected. */
  expect(caseId: string, id: string, expectedBy: string, by: Principal, now: Date): Promise<BlockerView> {
    return this.change(caseId, id, 'expect-blocker', by, (blocker, { actions }) => {
      const problems = wrongDay(expectedBy, now);
      if (problems.length > 0) throw new BlockerRefusedError(problems);
      blocker.expect(expectedBy);
      for (const action of waitingOn(blocker, actions)) action.dueAt = closingTimeOf(expectedBy);
    });
  }

  /** The step is done, or is no longer waited for. */
  end(caseId: string, id: string, by: Principal, now: Date): Promise<BlockerView> {
    return this.change(caseId, id, 'end-blocker', by, (blocker, { actions }) => {
      blocker.end(now);
      for (const action of waitingOn(blocker, actions)) action.complete(by.subject, now, 'blocker-ended');
    });
  }

  private async change(
    caseId: string,
    id: string,
    action: string,
    by: Principal,
    act: (blocker: CaseBlocker, locked: LockedCase) => void,
  ): Promise<BlockerView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action }, async (locked) => {
      const found = await this.blockers.get(id, locked.case.id);
      act(found, locked);
      await this.blockers.update(found);
      return blockerViewOf(found);
    });
  }
}

function waitingOn({ source }: CaseBlocker, actions: readonly Action[]): Action[] {
  return actions.filter((action) => action.isOpen && action.source === source);
}

function wrongDay(expectedBy: string, now: Date): FieldProblem[] {
  if (expectedBy >= localDateOf(now)) return dayTooFarAhead('/expectedBy', expectedBy, now);
  return [{ pointer: '/expectedBy', code: 'in-past', detail: 'What is expected must lie ahead.' }];
}

function ahead(since: string | undefined, now: Date): FieldProblem[] {
  if (since === undefined || since <= localDateOf(now)) return [];
  return [{ pointer: '/since', code: 'in-future', detail: 'Support cannot have waited since a day that has not come.' }];
}

import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { CheckSupportService } from '../consents/check-support.service';
import { LIMBO_ACTIONS } from '../limbo/limbo.rules';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import type { HandOverView, StartHandOverDto } from './hand-over.dto';
import { HandOver } from './hand-over.entity';
import { HandOverRefusedError } from './hand-over.errors';
import { handOverChanged, handOverViewOf } from './hand-over.mapper';
import { HandOverRepository } from './hand-over.repository';

/** Begins to hand a person over. The case stays open and with its worker, `handing-over`, until the receiving side confirms (CL-18). */
@Injectable()
export class StartHandOverService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly handOvers: HandOverRepository,
    private readonly owners: OwnersQuery,
    private readonly checkSupport: CheckSupportService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute(caseId: string, told: StartHandOverDto, by: Principal, now: Date): Promise<HandOverView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'start-hand-over' }, async (locked) => {
      const { case: found, actions, clocks, settings } = locked;
      found.startHandOver();
      // To a colleague it may go on, who then agrees with the person how to end.
      if (told.connectionId !== undefined) await this.checkSupport.execute(caseId, now);
      const problems = [...receivers(told), ...(await this.worker(told, locked, now)), ...connection(told, locked)];
      if (problems.length > 0) throw new HandOverRefusedError(problems);
      const { toWorkerId = null, connectionId = null } = told;
      const toSchemeId = told.toSchemeId === undefined || told.toSchemeId === found.schemeId ? null : told.toSchemeId;
      const confirmBy = endOfWorkingDay(now, settings.handOverConfirmWorkingDays, clocks.nation);
      const started = HandOver.start(found.id, { toWorkerId, toSchemeId, connectionId }, confirmBy, now);
      await this.handOvers.insert(started);
      const title = 'Ask the receiving side whether the person has started';
      actions.push(Action.open({ type: LIMBO_ACTIONS.handOver, title, ownerKind: 'worker', dueAt: confirmBy, source: started.source }));
      await this.outbox.add(handOverChanged(found, started));
      return handOverViewOf(started);
    });
  }

  private async worker({ toWorkerId, toSchemeId }: StartHandOverDto, { case: found }: LockedCase, now: Date): Promise<FieldProblem[]> {
    if (toWorkerId === undefined) return [];
    if (toWorkerId === found.workerId) return [problem('toWorkerId', 'same-worker', 'This worker has the case already.')];
    const { organisationId, schemeId } = found;
    return this.owners.problems('/toWorkerId', { workerId: toWorkerId, organisationId, schemeId: toSchemeId ?? schemeId }, now);
  }
}

function receivers({ toWorkerId, toSchemeId, connectionId }: StartHandOverDto): FieldProblem[] {
  const one = (toWorkerId === undefined) !== (connectionId === undefined);
  const scheme = toSchemeId !== undefined && toWorkerId === undefined;
  return [
    ...(one ? [] : [problem('toWorkerId', 'one-receiver', 'Name either a worker or a connection.')]),
    ...(scheme ? [problem('toSchemeId', 'needs-worker', 'A case moves to another scheme with a worker of it.')] : []),
  ];
}

function connection({ connectionId }: StartHandOverDto, { connections }: LockedCase): FieldProblem[] {
  if (connectionId === undefined) return [];
  const found = connections.find(({ id }) => id === connectionId);
  if (found && ['referred', 'accepted', 'waiting-list'].includes(found.state)) return [];
  const detail = found ? `The connection is ${found.state}; its service can receive nobody.` : 'The case has no such connection.';
  return [problem('connectionId', 'connection-not-waiting', detail)];
}

function problem(field: string, code: string, detail: string): FieldProblem {
  return { pointer: `/${field}`, code, detail };
}

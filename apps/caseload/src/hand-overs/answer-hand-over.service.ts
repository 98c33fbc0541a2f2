import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { ApplyMoveService } from '../moves/apply-move.service';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery, type Reach } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import type { HandOverView } from './hand-over.dto';
import type { HandOver } from './hand-over.entity';
import { NotReceiverError, ProviderMustConfirmError } from './hand-over.errors';
import { handOverViewOf } from './hand-over.mapper';
import { HandOverRepository } from './hand-over.repository';
import { SettleHandOverService } from './settle-hand-over.service';

/** How a hand-over ends, said by a person; what a provider says comes with the connection. */
export type HandOverAnswer = 'confirm' | 'decline' | 'decline-for-person' | 'withdraw';

const STATES = {
  confirm: 'confirmed',
  decline: 'declined',
  'decline-for-person': 'declined-by-person',
  withdraw: 'withdrawn',
} as const;

/** Takes the answer: confirmed by who receives, the case goes to them; otherwise it stays where it is (CL-18). */
@Injectable()
export class AnswerHandOverService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly settle: SettleHandOverService,
    private readonly move: ApplyMoveService,
    private readonly handOvers: HandOverRepository,
    private readonly owners: OwnersQuery,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, id: string, answer: HandOverAnswer, by: Principal, now: Date): Promise<HandOverView> {
    const own = await this.reach.of(by);
    const asked = await this.handOvers.get(id, caseId);
    const isReceiver = own.workerId !== null && own.workerId === asked.toWorkerId;
    // Who receives from another scheme does not see the case yet.
    const reach = isReceiver ? { ...own, schemeIds: null } : own;
    return this.changeCase.execute({ caseId, reach, by, action: `hand-over-${answer}` }, async (locked) => {
      const handOver = await this.handOvers.get(id, caseId);
      assertMay(answer, handOver, own, isReceiver);
      await this.settle.execute(locked, handOver, STATES[answer], by.subject, now);
      if (answer === 'confirm' && handOver.toWorkerId !== null)
        await this.receive(locked, handOver.toWorkerId, handOver.toSchemeId, by, now);
      return handOverViewOf(handOver);
    });
  }

  private async receive(locked: LockedCase, workerId: string, schemeId: string | null, by: Principal, now: Date): Promise<void> {
    const { organisationId } = locked.case;
    const [problem] = await this.owners.problems(
      '/toWorkerId',
      { workerId, organisationId, schemeId: schemeId ?? locked.case.schemeId },
      now,
    );
    if (problem) throw new WorkerNotOfSchemeError(problem);
    if (schemeId !== null) await this.move.execute(locked, { schemeId, area: null, reason: 'Handed over', workerId }, by, now);
    else await this.move.allocate(locked, workerId, now);
  }
}

function assertMay(answer: HandOverAnswer, { connectionId }: HandOver, { schemeIds }: Reach, isReceiver: boolean): void {
  if (answer === 'confirm' && connectionId !== null) throw new ProviderMustConfirmError();
  const speaksForReceiver = answer === 'confirm' || answer === 'decline';
  if (speaksForReceiver && !isReceiver && schemeIds !== null) throw new NotReceiverError();
}

import { Injectable } from '@nestjs/common';
import type { ClosureEnding, ClosureReason } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { EndContactsService } from '../contacts/end-contacts.service';
import { ReachQuery } from '../workers/reach.query';
import { caseClosed } from './case-events.mapper';
import { ClosureEndingRefusedError } from './case.errors';
import { ChangeCaseService } from './change-case.service';
import { EndOpenStepsService } from './end-open-steps.service';
import { SettleClosureService, type NeedOutcomes } from './settle-closure.service';

export interface Closure {
  readonly caseId: string;
  readonly reason: ClosureReason;
  /** What happened, when the reason is `ended`. */
  readonly ending: ClosureEnding | null;
  /** What came of the needs that are open. */
  readonly outcomes: NeedOutcomes;
  /** The connections that are live are taken back with the case. */
  readonly withdrawConnections: boolean;
  readonly expectedVersion: number | undefined;
}

/**
 * Closes a case with its reason. Refused while a connection is live, the person is being handed over, or something is open that
 * somebody must see to; for non-contact before enough was tried (CL-16). When the person died, what is open ends with the case.
 */
@Injectable()
export class CloseCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly endOpenSteps: EndOpenStepsService,
    private readonly endContacts: EndContactsService,
    private readonly settleClosure: SettleClosureService,
    private readonly outbox: OutboxService,
  ) {}

  async execute(closure: Closure, by: Principal, now: Date): Promise<void> {
    assertFits(closure);
    const { caseId, reason, ending, outcomes, withdrawConnections, expectedVersion } = closure;
    const died = ending === 'died';
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'close' }, async (locked) => {
      const { case: found, connections } = locked;
      if (died) await this.endOpenSteps.handOver(locked, by.subject, now);
      if (died || withdrawConnections) await this.endOpenSteps.liveConnections(locked, 'withdrawn-by-hub', now);
      found.close(reason, connections, now, ending);
      await this.settleClosure.execute(found, outcomes, by.subject, now);
      await this.endContacts.execute(locked, reason, by.subject, now);
      await this.outbox.add(caseClosed(found, reason, now));
    });
  }
}

function assertFits({ reason, ending, withdrawConnections }: Closure): void {
  const refuse = (pointer: string, code: string, detail: string) => new ClosureEndingRefusedError({ pointer, code, detail });
  if (reason === 'ended' && ending === null)
    throw refuse('/ending', 'required-when-ended', 'Say what happened: the person moved, died or has other care.');
  if (reason !== 'ended' && ending !== null)
    throw refuse('/ending', 'only-when-ended', 'Leave out what happened, or give the reason `ended`.');
  if (reason !== 'ended' && withdrawConnections)
    throw refuse(
      '/withdrawConnections',
      'only-when-ended',
      'End each live connection by itself first: they are withdrawn with the case only when it `ended`.',
    );
}

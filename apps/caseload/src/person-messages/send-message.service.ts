import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { ChangeCaseService } from '../cases/change-case.service';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { Carriers } from './carriers.client';
import type { Carried } from './message-carrier.client';
import type { PersonMessage } from './person-message.entity';
import { PersonMessageRepository } from './person-message.repository';
import { MOST_ATTEMPTS, nextAttemptAfterMs, usefulUntil } from './person-message.rules';
import { WriteMessageQuery } from './write-message.query';

type Settled = 'sent' | 'failed' | 'skipped';

/** Sends one claimed message and puts on record what became of it. What can never be sent becomes an action: the person is told in another way. */
@Injectable()
export class SendMessageService {
  constructor(
    private readonly transaction: Transaction,
    private readonly messages: PersonMessageRepository,
    private readonly writeMessage: WriteMessageQuery,
    private readonly carriers: Carriers,
    private readonly changeCase: ChangeCaseService,
  ) {}

  async execute(id: string, claim: string, now: () => Date): Promise<void> {
    const message = await this.messages.held(id, claim);
    if (!message) return;
    const carried = await this.attempt(message, now());
    const attempts = message.attempts + 1;
    if (carried.outcome === 'sent') await this.settle(message, claim, 'sent', null, now());
    else if (carried.outcome === 'skipped') await this.settle(message, claim, 'skipped', carried.why, now());
    else if (carried.outcome === 'refused') await this.settle(message, claim, 'failed', carried.why, now());
    else if (attempts >= MOST_ATTEMPTS) await this.settle(message, claim, 'failed', carried.why, now());
    else {
      const nextTryAt = new Date(now().getTime() + nextAttemptAfterMs(attempts, carried.afterMs));
      await this.transaction.run(() => this.messages.tryAgain(message, claim, carried.why, nextTryAt));
    }
  }

  private async attempt(message: PersonMessage, now: Date): Promise<Carried | { readonly outcome: 'skipped'; readonly why: string }> {
    const { id, template, channel, data, queuedAt, attempts } = message;
    const until = usefulUntil(template, data, queuedAt);
    if (until && until <= now) return { outcome: 'refused', why: 'too-late' };
    const carrier = channel && this.carriers.of(channel);
    if (!carrier) return { outcome: 'later', why: 'not-configured' };
    const written = await this.writeMessage.write(message, now);
    if ('skipped' in written) return { outcome: 'skipped', why: written.skipped };
    if ('refused' in written) return { outcome: 'refused', why: written.refused };
    const { relatedPersonId, ...words } = written;
    // Whom it reaches is settled only now: a contact rule may have begun or ended meanwhile.
    message.relatedPersonId = relatedPersonId;
    return carrier.carry({ id, channel, ...words, isRepeat: attempts > 0 });
  }

  private settle(message: PersonMessage, claim: string, state: Settled, why: string | null, at: Date): Promise<void> {
    return this.transaction.run(async () => {
      const { id, caseId, template } = message;
      const isOurs = await this.messages.settle(message, claim, state, why, at);
      // A code that came too late is asked for again on the page.
      if (!isOurs || state !== 'failed' || template === 'my-code') return;
      await this.changeCase.execute(
        { caseId, reach: null, by: 'caseload', action: 'message-failed' },
        ({ case: found, actions, clocks }) => {
          const title = 'A message to the person could not be delivered: reach them in another way, and check their details';
          const dueAt = endOfWorkingDay(at, 1, clocks.nation);
          if (found.status !== 'closed')
            actions.push(Action.open({ type: 'message-failed', title, ownerKind: 'worker', dueAt, source: `message:${id}` }));
          return Promise.resolve();
        },
      );
    });
  }
}

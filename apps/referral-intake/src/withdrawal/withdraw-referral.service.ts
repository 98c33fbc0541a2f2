import { Injectable } from '@nestjs/common';
import type { Task } from '@medplum/fhirtypes';
import { NotFoundError, ReferralWithdrawn, VersionConflictError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { ReferralRepository } from '../referrals/referral.repository';
import { HearingQuery } from '../progress/hearing.query';
import { toReferralTask } from '../reading/referral-task.view';
import type { RegisteredSender } from '../senders/sender.view';
import { isRepeatOf, readWithdrawal } from './task-update.rules';
import { ReferralAlreadyClosedError } from './withdrawal.errors';

export interface TaskUpdate {
  readonly id: string;
  readonly body: unknown;
  /** From `If-Match`, when it was sent. */
  readonly version: number | undefined;
}

/** The sender takes its referral back: its Task ends, and the services that act on it hear of it. */
@Injectable()
export class WithdrawReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
    private readonly hearing: HearingQuery,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  execute(update: TaskUpdate, sender: RegisteredSender, by: Principal, now: Date): Promise<Task> {
    return this.transaction.run(async () => {
      const referral = await this.referrals.lock(update.id);
      if (referral?.senderId !== sender.id) throw new NotFoundError('resource');
      const before = referral.withdrawnAs;
      if (before !== null && isRepeatOf(before, update.body, update.id)) {
        await this.audit.record({ by, action: 'read', entity: 'Task', entityId: referral.id });
        return toReferralTask(await this.hearing.asHeard(referral), sender);
      }
      if (update.version !== undefined && update.version !== referral.version) throw new VersionConflictError(referral.version);
      const status = readWithdrawal(update.body, toReferralTask(await this.hearing.asHeard(referral), sender));
      if (referral.isClosed) throw new ReferralAlreadyClosedError();
      referral.close(status === 'cancelled' ? 'withdrawn' : 'entered-in-error', now, []);
      await this.referrals.update(referral);
      await this.referrals.releaseIdentifiers(referral.id);
      const withdrawn = { referralId: referral.id, status, withdrawnAt: now.toISOString() };
      await this.outbox.add(Object.assign(new ReferralWithdrawn(), withdrawn));
      await this.audit.record({ by, action: 'withdraw', entity: 'Referral', entityId: referral.id });
      return toReferralTask(await this.hearing.asHeard(referral), sender);
    });
  }
}

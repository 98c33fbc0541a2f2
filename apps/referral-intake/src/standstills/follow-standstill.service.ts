import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { contractOf, MessageDiscarded, MessageParked, ReferralAccepted, type MessageRecovered } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ReferralRepository } from '../referrals/referral.repository';
import { StandstillRepository } from './standstill.repository';

const ACCEPTED = contractOf(ReferralAccepted).type;

/**
 * Tells the sender on its Task when a service cannot process what was told of its referral: a referral that is stuck is never silent. The
 * Task is on hold while a message is dead, returns to the point it has come to when the message is handled after all, and says so when an
 * operator discards it. A referral whose case can never open ends, so that it may be sent again. None of this says anything of the person,
 * so it is told whatever they have consented to.
 */
@Injectable()
export class FollowStandstillService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
    private readonly standstills: StandstillRepository,
  ) {}

  /** News of one service and topic comes in its order; services and topics have none between them. */
  execute(news: MessageParked | MessageDiscarded | MessageRecovered): Promise<void> {
    // One that waits is tried again by itself. Topics of schemes and services have other subjects.
    if ((news instanceof MessageParked && news.state === 'waiting') || !isUUID(news.subject)) return Promise.resolve();
    return this.transaction.run(async () => {
      const referral = await this.referrals.lock(news.subject);
      if (!referral) return;
      if (news instanceof MessageParked) await this.standstills.put(news, 'dead');
      else if (news instanceof MessageDiscarded) await this.standstills.put(news, 'discarded');
      else await this.standstills.removeDead(news);

      const { version, fault, isClosed } = referral;
      const at = new Date(news.at);
      if (news instanceof MessageDiscarded && news.consumer === 'caseload' && news.type === ACCEPTED)
        referral.close('not-processed', at, []);
      referral.setFault(await this.standstills.faultOf(referral.id), at);
      if (referral.version === version && referral.fault === fault) return;
      await this.referrals.update(referral);
      if (referral.isClosed && !isClosed) await this.referrals.releaseIdentifiers(referral.id);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Referral } from '../referrals/referral.entity';
import { ReferralRepository } from '../referrals/referral.repository';

/** Changes what a referral's Task tells, following what another service has said. */
@Injectable()
export class FollowReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
  ) {}

  execute(referralId: string, follow: (referral: Referral) => void | Promise<void>): Promise<void> {
    return this.transaction.run(async () => {
      const referral = await this.transaction.manager.findOne(Referral, { where: { id: referralId }, lock: { mode: 'pessimistic_write' } });
      if (!referral) throw new NotYetKnownError(`referral ${referralId}`);
      await follow(referral);
      await this.transaction.manager.save(referral);
      if (referral.isClosed) await this.referrals.releaseIdentifiers(referralId);
    });
  }
}

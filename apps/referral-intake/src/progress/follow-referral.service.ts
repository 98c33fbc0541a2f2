import { Injectable } from '@nestjs/common';
import { NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Referral } from '../referrals/referral.entity';

/** Changes what a referral's Task tells, following what another service has said. */
@Injectable()
export class FollowReferralService {
  constructor(private readonly transaction: Transaction) {}

  execute(referralId: string, follow: (referral: Referral) => void | Promise<void>): Promise<void> {
    return this.transaction.run(async () => {
      const referral = await this.transaction.manager.findOne(Referral, { where: { id: referralId }, lock: { mode: 'pessimistic_write' } });
      if (!referral) throw new NotYetKnownError(`referral ${referralId}`);
      await follow(referral);
      await this.transaction.manager.save(referral);
      // A closed referral no longer stands in the way of a new one with the same identifier.
      if (referral.isClosed) await this.transaction.query(`UPDATE resource_identifier SET open_referral = false WHERE id = $1 AND open_referral`, [referralId]);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { Referral } from '../referrals/referral.entity';
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
      const referral = await this.referrals.lock(referralId);
      if (!referral) throw new NotYetKnownError(`referral ${referralId}`);
      const { version, isClosed } = referral;
      await follow(referral);
      if (referral.version === version) return;
      await this.referrals.update(referral);
      if (referral.isClosed && !isClosed) await this.referrals.releaseIdentifiers(referralId);
    });
  }
}

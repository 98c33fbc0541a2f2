import { Injectable } from '@nestjs/common';
import { contractOf, NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { Referral } from '../referrals/referral.entity';
import { ReferralRepository } from '../referrals/referral.repository';

/** What another service has said of a referral. */
export interface NewsOfReferral {
  readonly referralId: string;
}

/** How news is treated that its sender may not hear. */
export interface TreatNews {
  /** Told also to a sender who may not hear how it goes: a crisis, and what the person decides on consent. */
  readonly always?: boolean;
  /** The case is over: the sender's identifiers are free again, whether or not it hears of that. */
  readonly ends?: boolean;
}

/** Changes what a referral's Task tells, following what another service has said, unless the person does not want that told (GV-01). */
@Injectable()
export class FollowReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
  ) {}

  execute(news: NewsOfReferral, follow: (referral: Referral) => void | Promise<void>, treat: TreatNews = {}): Promise<void> {
    const { referralId } = news;
    return this.transaction.run(async () => {
      const referral = await this.referrals.lock(referralId);
      if (!referral) throw new NotYetKnownError(`referral ${referralId}`);
      if (referral.newsWithheld && !treat.always) return this.withhold(referral, news, treat);
      const { version, isClosed, newsWithheld } = referral;
      await follow(referral);
      if (referral.version === version && referral.newsWithheld === newsWithheld) return;
      await this.referrals.update(referral);
      if (referral.isClosed && !isClosed) await this.referrals.releaseIdentifiers(referralId);
    });
  }

  private async withhold(referral: Referral, news: NewsOfReferral, { ends = false }: TreatNews): Promise<void> {
    if (referral.isClosed) return;
    await this.referrals.recordWithheld(referral, contractOf(news).name, 'consent withdrawn');
    if (ends) await this.referrals.releaseIdentifiers(referral.id);
  }
}

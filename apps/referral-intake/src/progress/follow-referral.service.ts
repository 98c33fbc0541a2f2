import { Injectable } from '@nestjs/common';
import { contractOf, NotYetKnownError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { Referral } from '../referrals/referral.entity';
import { ReferralRepository } from '../referrals/referral.repository';
import { HearingQuery, type WhyWithheld } from './hearing.query';

/** What another service has said of a referral. */
export interface NewsOfReferral {
  readonly referralId: string;
}

/** How news is treated that its sender may not hear. */
export interface TreatNews {
  /** Told also to a sender who may not hear how it goes: a crisis. */
  readonly always?: boolean;
  /** About the referral itself, such as that somebody has it: told also before the person was asked. */
  readonly ofReferral?: boolean;
  /** The case is over: the sender's identifiers are free again, whether or not it hears of that. */
  readonly ends?: boolean;
}

/** Changes what a referral's Task tells, following what another service has said, as far as its sender may hear it (GV-01, ID-01). */
@Injectable()
export class FollowReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
    private readonly hearing: HearingQuery,
  ) {}

  /** `follow` is told whether the sender may hear more than what becomes of the referral itself. */
  execute(
    news: NewsOfReferral,
    follow: (referral: Referral, mayHear: boolean) => void | Promise<void>,
    treat: TreatNews = {},
  ): Promise<void> {
    const { referralId } = news;
    return this.transaction.run(async () => {
      const referral = await this.referrals.lock(referralId);
      if (!referral) throw new NotYetKnownError(`referral ${referralId}`);
      const why = await this.hearing.withheldBecause(referral);
      const isTold = why === null || treat.always === true || (treat.ofReferral === true && why === 'consent not asked');
      if (!isTold) return this.withhold(referral, news, why, treat);
      const { version, isClosed } = referral;
      await follow(referral, why === null);
      if (referral.version === version) return;
      await this.referrals.update(referral);
      if (referral.isClosed && !isClosed) await this.referrals.releaseIdentifiers(referralId);
    });
  }

  private async withhold(referral: Referral, news: NewsOfReferral, why: WhyWithheld, { ends = false }: TreatNews): Promise<void> {
    if (referral.isClosed) return;
    await this.referrals.recordWithheld(referral, contractOf(news).name, why);
    if (ends) await this.referrals.releaseIdentifiers(referral.id);
  }
}

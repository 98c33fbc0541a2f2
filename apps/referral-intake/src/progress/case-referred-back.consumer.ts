import { CaseReferredBack } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

/** A crisis stands on the sender's Task at once (CL-22), also where the person wants nothing else told: their life goes first. */
@Consumer()
export class CaseReferredBackConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(CaseReferredBack)
  handle(referredBack: CaseReferredBack): Promise<void> {
    return this.follow.execute(
      referredBack,
      (referral) => {
        referral.referBack(new Date(referredBack.referredAt), new Date(referredBack.acknowledgeBy));
      },
      { always: true },
    );
  }
}

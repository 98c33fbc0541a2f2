import { PlanAgreed } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

/** The sender hears that there is a plan; what it says is for those whom an agreement lets read it (ID-01). */
@Consumer()
export class PlanAgreedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(PlanAgreed)
  handle(agreed: PlanAgreed): Promise<void> {
    return this.follow.execute(agreed, (referral) => {
      referral.advance('plan-agreed', new Date(agreed.agreedAt));
    });
  }
}

import { ReferBackAcknowledged } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

@Consumer()
export class ReferBackAcknowledgedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(ReferBackAcknowledged)
  handle(acknowledged: ReferBackAcknowledged): Promise<void> {
    return this.follow.execute(
      acknowledged,
      (referral) => {
        referral.referBackAcknowledged(new Date(acknowledged.acknowledgedAt));
      },
      { always: true },
    );
  }
}

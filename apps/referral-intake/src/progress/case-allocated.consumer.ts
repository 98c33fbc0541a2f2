import { CaseAllocated } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

@Consumer()
export class CaseAllocatedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(CaseAllocated)
  handle(allocated: CaseAllocated): Promise<void> {
    return this.follow.execute(
      allocated,
      (referral) => {
        referral.advance('allocated', new Date(allocated.allocatedAt), new Date(allocated.contactBy));
      },
      { ofReferral: true },
    );
  }
}

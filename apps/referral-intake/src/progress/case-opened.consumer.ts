import { CaseOpened } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

@Consumer()
export class CaseOpenedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(CaseOpened)
  handle(opened: CaseOpened): Promise<void> {
    return this.follow.execute(
      opened,
      (referral) => {
        referral.advance('waiting-for-worker', new Date(opened.openedAt), new Date(opened.allocateBy));
      },
      { ofReferral: true },
    );
  }
}

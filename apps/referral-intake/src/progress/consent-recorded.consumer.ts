import { ConsentRecorded } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

/** From the person's word on, their referrer hears no more, or again, how it goes (GV-01). */
@Consumer()
export class ConsentRecordedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(ConsentRecorded)
  async handle(consent: ConsentRecorded): Promise<void> {
    if (consent.purpose !== 'share-with-referrer') return;
    await this.follow.execute(
      consent,
      (referral) => {
        referral.newsWithheld = consent.decision !== 'given';
      },
      { always: true },
    );
  }
}

import { ContactRecorded } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowReferralService } from './follow-referral.service';

/** Only the first kept contact is told to the sender; what was said never is. */
@Consumer()
export class ContactRecordedConsumer {
  constructor(private readonly follow: FollowReferralService) {}

  @On(ContactRecorded)
  async handle(contact: ContactRecorded): Promise<void> {
    if (!contact.kept || !contact.first) return;
    await this.follow.execute(contact, (referral) => {
      referral.advance('contacted', new Date(contact.at));
    });
  }
}

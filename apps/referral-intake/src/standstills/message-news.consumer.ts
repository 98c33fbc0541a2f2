import { MessageDiscarded, MessageParked, MessageRecovered } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowStandstillService } from './follow-standstill.service';

/** Hears what every service tells of messages that it cannot handle. One class, since it is one story per referral. */
@Consumer()
export class MessageNewsConsumer {
  constructor(private readonly follow: FollowStandstillService) {}

  @On(MessageParked)
  parked(news: MessageParked): Promise<void> {
    return this.follow.execute(news);
  }

  @On(MessageDiscarded)
  discarded(news: MessageDiscarded): Promise<void> {
    return this.follow.execute(news);
  }

  @On(MessageRecovered)
  recovered(news: MessageRecovered): Promise<void> {
    return this.follow.execute(news);
  }
}

import type { Feature } from '#libs/platform';
import { FollowStandstillService } from './follow-standstill.service';
import { MessageNewsConsumer } from './message-news.consumer';
import { StandstillRepository } from './standstill.repository';

/** What the sender hears when its referral stands still. */
export const standstills: Feature = {
  controllers: [MessageNewsConsumer],
  providers: [FollowStandstillService, StandstillRepository],
};

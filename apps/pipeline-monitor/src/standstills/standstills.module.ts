import type { Feature } from '#libs/platform';
import { MessageNewsConsumer } from './message-news.consumer';
import { RecordStandstillService } from './record-standstill.service';
import { StandstillRepository } from './standstill.repository';

/** Where referrals stand still. */
export const standstills: Feature = {
  controllers: [MessageNewsConsumer],
  providers: [RecordStandstillService, StandstillRepository],
};

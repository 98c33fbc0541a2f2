import type { Feature } from '#libs/platform';
import { ComeBackService } from './come-back.service';
import { LoneWorkingController } from './lone-working.controller';
import { LoneWorkingQuery } from './lone-working.query';
import { RaiseAlarmService } from './raise-alarm.service';
import { WatchHomeVisitService } from './watch-home-visit.service';

/** Somebody notices when a worker is not back from a home visit. */
export const loneWorking: Feature = {
  controllers: [LoneWorkingController],
  providers: [ComeBackService, LoneWorkingQuery, RaiseAlarmService, WatchHomeVisitService],
};

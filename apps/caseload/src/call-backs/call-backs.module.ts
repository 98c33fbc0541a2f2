import type { Feature } from '#libs/platform';
import { CallBackCountsController } from './call-back-counts.controller';
import { CallBackCountsQuery } from './call-back-counts.query';
import { CallBackRepository } from './call-back.repository';
import { CallBacksController } from './call-backs.controller';
import { CallBacksQuery } from './call-backs.query';
import { MakeCallBackService } from './make-call-back.service';
import { MissCallBackService } from './miss-call-back.service';
import { PromiseCallBackService } from './promise-call-back.service';
import { SettleCallBacksService } from './settle-call-backs.service';
import { StoreCallBackService } from './store-call-back.service';

/** Calls that a person was promised. */
export const callBacks: Feature = {
  controllers: [CallBacksController, CallBackCountsController],
  providers: [
    CallBackCountsQuery,
    CallBackRepository,
    CallBacksQuery,
    MakeCallBackService,
    MissCallBackService,
    PromiseCallBackService,
    SettleCallBacksService,
    StoreCallBackService,
  ],
};

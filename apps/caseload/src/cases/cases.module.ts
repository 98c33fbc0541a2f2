import type { Feature } from '#libs/platform';
import { AllocateCaseService } from './allocate-case.service';
import { CaseFileRepository } from './case-file.repository';
import { CaseQuery } from './case.query';
import { CaseRepository } from './case.repository';
import { CasesController } from './cases.controller';
import { CasesQuery } from './cases.query';
import { ChangeCaseService } from './change-case.service';
import { CloseCaseService } from './close-case.service';
import { EndOpenStepsService } from './end-open-steps.service';
import { OpenCaseService } from './open-case.service';
import { ReferralDetailsRepository } from './referral-details.repository';
import { ReferralAcceptedConsumer } from './referral-accepted.consumer';
import { ReferralWithdrawnConsumer } from './referral-withdrawn.consumer';
import { SettleClosureService } from './settle-closure.service';
import { WithdrawCaseService } from './withdraw-case.service';

/** The support of one person, from the queue to its end. */
export const cases: Feature = {
  controllers: [CasesController, ReferralAcceptedConsumer, ReferralWithdrawnConsumer],
  providers: [
    AllocateCaseService,
    CaseFileRepository,
    CaseQuery,
    CaseRepository,
    CasesQuery,
    ChangeCaseService,
    CloseCaseService,
    EndOpenStepsService,
    OpenCaseService,
    ReferralDetailsRepository,
    SettleClosureService,
    WithdrawCaseService,
  ],
};

import type { Feature } from '#libs/platform';
import { AcknowledgeReferBackService } from './acknowledge-refer-back.service';
import { CrisisMessages } from './crisis-messages.service';
import { EscalateReferBackService } from './escalate-refer-back.service';
import { ClinicianAccessQuery } from './clinician-access.query';
import { ReferBackRepository } from './refer-back.repository';
import { ReferBacksController } from './refer-backs.controller';
import { ReferBacksQuery } from './refer-backs.query';
import { ReferCaseBackService } from './refer-case-back.service';
import { UnacknowledgedGauge } from './unacknowledged-gauge.service';

/** Back to a health professional when support in the community is not what the person needs now (CL-22). */
export const referBacks: Feature = {
  controllers: [ReferBacksController],
  providers: [
    AcknowledgeReferBackService,
    ClinicianAccessQuery,
    CrisisMessages,
    EscalateReferBackService,
    ReferBackRepository,
    ReferBacksQuery,
    ReferCaseBackService,
    UnacknowledgedGauge,
  ],
};

import type { Feature } from '#libs/platform';
import { AgreePlanService } from './agree-plan.service';
import { AgreedPlanQuery } from './agreed-plan.query';
import { AgreedPlansController } from './agreed-plans.controller';
import { DraftPlanService } from './draft-plan.service';
import { PlanDocumentController } from './plan-document.controller';
import { PlanDocumentQuery } from './plan-document.query';
import { PlanRepository } from './plan.repository';
import { PlansController } from './plans.controller';
import { PlansQuery } from './plans.query';
import { SettleContentService } from './settle-content.service';
import { WritePlanService } from './write-plan.service';

/** What the person and their link worker have agreed to do, in versions, and as a document to take home (CL-07a–e, CL-08, CL-09, CL-11). */
export const plans: Feature = {
  controllers: [AgreedPlansController, PlansController, PlanDocumentController],
  providers: [
    AgreePlanService,
    AgreedPlanQuery,
    DraftPlanService,
    PlanDocumentQuery,
    PlanRepository,
    PlansQuery,
    SettleContentService,
    WritePlanService,
  ],
};

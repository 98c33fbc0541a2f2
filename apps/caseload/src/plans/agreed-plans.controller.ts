import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Clock, type Principal } from '#libs/platform';
import { AgreedPlanQuery } from './agreed-plan.query';
import { PlanView } from './plan.dto';

/** What a clinician of the person's practice may read of their support, under an information-governance agreement (ID-01). */
@ApiTags('plans')
@ApiBearerAuth()
@Controller('api/caseload')
export class AgreedPlansController {
  constructor(
    private readonly agreedPlan: AgreedPlanQuery,
    private readonly clock: Clock,
  ) {}

  @Get('cases/:caseId/plans/agreed')
  @Allow({ roles: ['clinician'] })
  @ApiOkResponse({ type: PlanView })
  ofCase(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PlanView> {
    return this.agreedPlan.read({ caseId }, caller, this.clock.now());
  }

  @Get('referrals/:referralId/plans/agreed')
  @Allow({ roles: ['clinician'] })
  @ApiOkResponse({ type: PlanView })
  ofReferral(@Param('referralId') referralId: string, @Caller() caller: Principal): Promise<PlanView> {
    return this.agreedPlan.read({ referralId }, caller, this.clock.now());
  }
}

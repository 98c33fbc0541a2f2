import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AgreedPlanQuery } from './agreed-plan.query';
import { PlanView } from './plan.dto';

/** What a clinician of the person's practice may read of their support, under an information-governance agreement (ID-01). */
@ApiTags('plans')
@Controller('api/caseload')
export class AgreedPlansController {
  constructor(
    private readonly agreedPlan: AgreedPlanQuery,
    private readonly clock: Clock,
  ) {}

  @Get('cases/:caseId/plans/agreed')
  @Access({ roles: ['clinician'], reach: 'own-referral' })
  @ApiOkResponse({ type: PlanView })
  ofCase(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PlanView> {
    return this.agreedPlan.read({ caseId }, caller, this.clock.now());
  }

  @Get('referrals/:referralId/plans/agreed')
  @Access({ roles: ['clinician'], reach: 'own-referral' })
  @ApiOkResponse({ type: PlanView })
  ofReferral(@Param('referralId') referralId: string, @Caller() caller: Principal): Promise<PlanView> {
    return this.agreedPlan.read({ referralId }, caller, this.clock.now());
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '#libs/platform';
import { ReferralDto, SchemeChangesDto } from './changes.dto';
import { ReferralOutcomesQuery, type ReferralOutcomes } from './referral-outcomes.query';
import { SchemeChangesQuery, type SchemeChanges } from './scheme-changes.query';

@ApiTags('changes')
@ApiBearerAuth()
@Controller('api/outcomes')
export class ChangesController {
  constructor(
    private readonly ofReferral: ReferralOutcomesQuery,
    private readonly ofScheme: SchemeChangesQuery,
  ) {}

  /** One person's measurements and how each answer moved. */
  @Get('referrals/:id')
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/outcomes.read'] })
  referral(@Param() { id }: ReferralDto, @Caller() caller: Principal): Promise<ReferralOutcomes> {
    return this.ofReferral.execute(id, caller);
  }

  /** How the answers of a scheme's people moved, without pointing to anyone. */
  @Get('changes')
  @Allow({ roles: ['link-worker', 'supervisor', 'commissioner', 'evaluator'], scopes: ['hub/outcomes.read'] })
  scheme(@Query() { schemeId }: SchemeChangesDto, @Caller() caller: Principal): Promise<SchemeChanges> {
    return this.ofScheme.execute(schemeId, caller);
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { ReferralDto, SchemeChangesDto } from './changes.dto';
import { ReferralOutcomesQuery, type ReferralOutcomes } from './referral-outcomes.query';
import { SchemeChangesQuery, type SchemeChanges } from './scheme-changes.query';

@ApiTags('changes')
@Controller('api/outcomes')
export class ChangesController {
  constructor(
    private readonly ofReferral: ReferralOutcomesQuery,
    private readonly ofScheme: SchemeChangesQuery,
  ) {}

  /** One person's measurements and how each answer moved. */
  @Get('referrals/:referralId')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/outcomes.read'], reach: 'own-scheme' })
  referral(@Param() { referralId }: ReferralDto, @Caller() caller: Principal): Promise<ReferralOutcomes> {
    return this.ofReferral.execute(referralId, caller);
  }

  /** How the answers of a scheme's people moved, without pointing to anyone. */
  @Get('changes')
  @Access({ roles: ['link-worker', 'supervisor', 'commissioner', 'evaluator'], scopes: ['hub/outcomes.read'], reach: 'own-scheme' })
  scheme(@Query() { schemeId }: SchemeChangesDto, @Caller() caller: Principal): Promise<SchemeChanges> {
    return this.ofScheme.execute(schemeId, caller);
  }
}

import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { AnswerClinicalCareService } from './answer-clinical-care.service';
import { RecordRiskService } from './record-risk.service';
import { AnswerClinicalCareDto, ClinicalCareView, RecordRiskDto, RiskList } from './risk.dto';
import { RisksQuery } from './risks.query';

/** Social prescribing is never a substitute for the clinical care a person needs (CL-23). */
@ApiTags('risks')
@Controller('api/caseload/cases/:caseId')
export class RisksController {
  constructor(
    private readonly risks: RisksQuery,
    private readonly recordRisk: RecordRiskService,
    private readonly answerClinicalCare: AnswerClinicalCareService,
    private readonly clock: Clock,
  ) {}

  @Get('risks')
  @Access({ roles: ['link-worker', 'supervisor', 'clinician'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: RiskList })
  list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<RiskList> {
    return this.risks.ofCase(caseId, caller);
  }

  @Post('risks')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: RiskList })
  async record(
    @Param('caseId') caseId: string,
    @Body() { code, active, note }: RecordRiskDto,
    @Caller() caller: Principal,
  ): Promise<RiskList> {
    await this.recordRisk.execute(caseId, { code, active, note: note ?? null }, caller, this.clock.now());
    return this.risks.ofCase(caseId, caller);
  }

  @Post('risks/:riskId/sign-off')
  @HttpCode(200)
  @Access({ roles: ['clinician'], reach: 'own-scheme' })
  @ApiOkResponse({ type: RiskList })
  async signOff(@Param('caseId') caseId: string, @Param('riskId') riskId: string, @Caller() caller: Principal): Promise<RiskList> {
    await this.recordRisk.signOff(caseId, riskId, caller, this.clock.now());
    return this.risks.ofCase(caseId, caller);
  }

  @Get('clinical-care')
  @Access({ roles: ['link-worker', 'supervisor', 'clinician'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ClinicalCareView })
  clinicalCare(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ClinicalCareView> {
    return this.risks.clinicalCare(caseId, caller);
  }

  @Post('clinical-care')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: ClinicalCareView })
  async answer(
    @Param('caseId') caseId: string,
    @Body() { stage, answer, note }: AnswerClinicalCareDto,
    @Caller() caller: Principal,
  ): Promise<ClinicalCareView> {
    await this.answerClinicalCare.execute(caseId, { stage, answer, note: note ?? null }, caller, this.clock.now());
    return this.risks.clinicalCare(caseId, caller);
  }
}

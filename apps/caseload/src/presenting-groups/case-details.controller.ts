import { Body, Controller, Get, Headers, Param, Patch, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type Principal } from '#libs/platform';
import { CaseQuery } from '../cases/case.query';
import { CaseView } from '../cases/case.view';
import { etagOf, expectedVersionOf } from '../cases/if-match.rules';
import {
  ChangeCaseDetailsDto,
  CLINICAL_FIELDS,
  PresentingGroupsDto,
  PresentingGroupsReport,
  PresentingGroupsReportDto,
} from './case-details.dto';
import { ClinicalRecordError } from './clinical-record.errors';
import { PresentingGroupsQuery } from './presenting-groups.query';
import { SetPresentingGroupsService } from './set-presenting-groups.service';

const IF_MATCH = { name: 'If-Match', required: false, description: 'ETag of the case; another version is answered 412' };

/** Details of a case that are no act of their own. */
@ApiTags('cases')
@Controller('api/caseload')
export class CaseDetailsController {
  constructor(
    private readonly setGroups: SetPresentingGroupsService,
    private readonly groups: PresentingGroupsQuery,
    private readonly oneCase: CaseQuery,
  ) {}

  @Patch('cases/:caseId')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CaseView })
  async change(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ChangeCaseDetailsDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const clinical = CLINICAL_FIELDS.filter((field) => body[field] !== undefined);
    if (clinical.length > 0) throw new ClinicalRecordError(clinical);
    const { presentingGroups } = body;
    if (presentingGroups) await this.setGroups.execute(caseId, presentingGroups, expectedVersionOf(ifMatch), caller);
    return tagged(await this.oneCase.read(caseId, caller), reply);
  }

  @Put('cases/:caseId/presenting-groups')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CaseView })
  async set(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { presentingGroups }: PresentingGroupsDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.setGroups.execute(caseId, presentingGroups, expectedVersionOf(ifMatch), caller);
    return tagged(await this.oneCase.find(caseId, caller), reply);
  }

  @Get('reports/presenting-groups')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: PresentingGroupsReport })
  report(@Query() { schemeId }: PresentingGroupsReportDto, @Caller() caller: Principal): Promise<PresentingGroupsReport> {
    return this.groups.report(schemeId, caller);
  }
}

function tagged(view: CaseView, reply: FastifyReply): CaseView {
  void reply.header('etag', etagOf(view.version));
  return view;
}

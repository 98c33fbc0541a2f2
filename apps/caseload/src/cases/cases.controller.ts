import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, Clock, type Page, type Principal } from '#libs/platform';
import { AllocateCaseService } from './allocate-case.service';
import { AllocateCaseDto, CloseCaseDto, ListCasesDto } from './case.dto';
import { CaseQuery } from './case.query';
import { CasePage, CaseView, type CaseSummary } from './case.view';
import { CasesQuery } from './cases.query';
import { CloseCaseService } from './close-case.service';
import { etagOf, expectedVersionOf } from './if-match.rules';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'ETag of the case as the caller saw it; another version is answered 412',
};

/** What the caller reaches is theirs to see; anything else does not exist for them (404). */
@ApiTags('cases')
@Controller('api/caseload/cases')
export class CasesController {
  constructor(
    private readonly cases: CasesQuery,
    private readonly oneCase: CaseQuery,
    private readonly allocateCase: AllocateCaseService,
    private readonly closeCase: CloseCaseService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CasePage })
  list(@Query() query: ListCasesDto, @Caller() caller: Principal): Promise<Page<CaseSummary>> {
    return this.cases.list(query, caller);
  }

  @Get(':caseId')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CaseView })
  async read(
    @Param('caseId') caseId: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    return tagged(await this.oneCase.read(caseId, caller), reply);
  }

  @Post(':caseId/allocate')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CaseView })
  async allocate(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { workerId }: AllocateCaseDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    await this.allocateCase.execute({ caseId, workerId, expectedVersion: expectedVersionOf(ifMatch) }, caller, this.clock.now());
    return tagged(await this.oneCase.find(caseId, caller), reply);
  }

  @Post(':caseId/close')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CaseView })
  async close(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: CloseCaseDto,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const { reason, ending = null, needs = [], openNeeds, withdrawConnections = false } = body;
    const said = { reason, ending, outcomes: { needs, openNeeds }, withdrawConnections };
    await this.closeCase.execute({ caseId, ...said, expectedVersion: expectedVersionOf(ifMatch) }, caller, this.clock.now());
    return tagged(await this.oneCase.find(caseId, caller), reply);
  }
}

function tagged(view: CaseView, reply: FastifyReply): CaseView {
  void reply.header('etag', etagOf(view.version));
  return view;
}

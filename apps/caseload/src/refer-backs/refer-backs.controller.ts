import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Page, type Principal } from '#libs/platform';
import { AcknowledgeReferBackService } from './acknowledge-refer-back.service';
import { ListReferBacksDto, ReferBackList, ReferBackPage, ReferBackView, ReferCaseBackDto, WaitingCrisesView } from './refer-back.dto';
import { ReferBacksQuery } from './refer-backs.query';
import { ReferCaseBackService } from './refer-case-back.service';

/** Back to a health professional, in one step; a clinician acknowledges (CL-22). */
@ApiTags('refer-backs')
@Controller('api/caseload')
export class ReferBacksController {
  constructor(
    private readonly referBacks: ReferBacksQuery,
    private readonly referBack: ReferCaseBackService,
    private readonly acknowledgeReferBack: AcknowledgeReferBackService,
    private readonly clock: Clock,
  ) {}

  @Get('refer-backs')
  @Access({ roles: ['clinician', 'link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ReferBackPage })
  list(@Query() query: ListReferBacksDto, @Caller() caller: Principal): Promise<Page<ReferBackView>> {
    return this.referBacks.list(query, caller);
  }

  @Get('refer-backs/waiting')
  @Access({ roles: ['clinician', 'supervisor'], reach: 'own-scheme', tellsOfNobody: true })
  @ApiOkResponse({ type: WaitingCrisesView })
  waiting(@Caller() caller: Principal): Promise<WaitingCrisesView> {
    return this.referBacks.waiting(caller);
  }

  @Get('cases/:caseId/refer-backs')
  @Access({ roles: ['clinician', 'link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ReferBackList })
  async ofCase(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ReferBackList> {
    return { items: await this.referBacks.ofCase(caseId, caller) };
  }

  @Get('cases/:caseId/refer-backs/:referBackId')
  @Access({ roles: ['clinician', 'link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ReferBackView })
  one(@Param('caseId') caseId: string, @Param('referBackId') id: string, @Caller() caller: Principal): Promise<ReferBackView> {
    return this.referBacks.one(caseId, id, caller);
  }

  @Post('cases/:caseId/refer-backs')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: ReferBackView })
  async refer(
    @Param('caseId') caseId: string,
    @Body() { kind, reason, to, note }: ReferCaseBackDto,
    @Caller() caller: Principal,
  ): Promise<ReferBackView> {
    const id = await this.referBack.execute(caseId, { kind, reason, to, note: note ?? null }, caller, this.clock.now());
    return this.referBacks.one(caseId, id, caller);
  }

  @Post('cases/:caseId/refer-backs/:referBackId/acknowledge')
  @HttpCode(200)
  @Access({ roles: ['clinician'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ReferBackView })
  async acknowledge(
    @Param('caseId') caseId: string,
    @Param('referBackId') id: string,
    @Caller() caller: Principal,
  ): Promise<ReferBackView> {
    await this.acknowledgeReferBack.execute(caseId, id, caller, this.clock.now());
    return this.referBacks.one(caseId, id, caller);
  }
}

import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Page, type Principal } from '#libs/platform';
import { PlannedContactView } from '../contacts/planned-contact.dto';
import { ComeBackService } from './come-back.service';
import { ListVisitsDto, VisitPage, VisitView } from './lone-working.dto';
import { LoneWorkingQuery } from './lone-working.query';

/** Workers alone in people's homes (GV-04). */
@ApiTags('contacts')
@Controller('api/caseload')
export class LoneWorkingController {
  constructor(
    private readonly visits: LoneWorkingQuery,
    private readonly comeBack: ComeBackService,
    private readonly clock: Clock,
  ) {}

  /** Home visits that have begun, and from which the worker is not known to be back. */
  @Get('lone-working')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: VisitPage })
  list(@Query() query: ListVisitsDto, @Caller() caller: Principal): Promise<Page<VisitView>> {
    return this.visits.list(query, caller, this.clock.now());
  }

  @Post('cases/:caseId/contacts/:contactId/back')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: PlannedContactView })
  back(@Param('caseId') caseId: string, @Param('contactId') contactId: string, @Caller() caller: Principal): Promise<PlannedContactView> {
    return this.comeBack.execute(caseId, contactId, caller, this.clock.now());
  }
}

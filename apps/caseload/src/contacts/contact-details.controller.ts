import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { CaseQuery } from '../cases/case.query';
import { CaseView } from '../cases/case.view';
import { AccessNeedsDto, KeepInTouchDto, PreferModeDto } from './contact-details.dto';
import { DescribePersonService } from './describe-person.service';
import { SetKeepInTouchService } from './set-keep-in-touch.service';

/** How the person is best contacted and helped to take part. */
@ApiTags('contacts')
@Controller('api/caseload/cases/:caseId')
export class ContactDetailsController {
  constructor(
    private readonly describePerson: DescribePersonService,
    private readonly setKeepInTouch: SetKeepInTouchService,
    private readonly oneCase: CaseQuery,
    private readonly clock: Clock,
  ) {}

  @Put('contact-preference')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CaseView })
  async prefer(@Param('caseId') caseId: string, @Body() { mode }: PreferModeDto, @Caller() caller: Principal): Promise<CaseView> {
    await this.describePerson.execute(caseId, { preferredMode: mode ?? null }, caller);
    return this.oneCase.find(caseId, caller);
  }

  /** Replaces what was held. */
  @Put('access-needs')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CaseView })
  async need(@Param('caseId') caseId: string, @Body() accessNeeds: AccessNeedsDto, @Caller() caller: Principal): Promise<CaseView> {
    await this.describePerson.execute(caseId, { accessNeeds }, caller);
    return this.oneCase.find(caseId, caller);
  }

  /** Calls that recur by how vulnerable the person is: each that is over plans the next (CL-35). */
  @Put('keep-in-touch')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CaseView })
  async keepInTouch(@Param('caseId') caseId: string, @Body() body: KeepInTouchDto, @Caller() caller: Principal): Promise<CaseView> {
    await this.setKeepInTouch.execute(caseId, body, caller, this.clock.now());
    return this.oneCase.find(caseId, caller);
  }
}

import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { PlanContactService } from './plan-contact.service';
import { ContactTimeDto, PlanContactDto, PlannedContactList, PlannedContactView } from './planned-contact.dto';
import { PlannedContactsQuery } from './planned-contacts.query';
import { RescheduleContactService } from './reschedule-contact.service';

/** Contacts that lie ahead. */
@ApiTags('contacts')
@Controller('api/caseload/cases/:caseId/contacts')
export class PlannedContactsController {
  constructor(
    private readonly planned: PlannedContactsQuery,
    private readonly planContact: PlanContactService,
    private readonly rescheduleContact: RescheduleContactService,
    private readonly clock: Clock,
  ) {}

  @Get('planned')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: PlannedContactList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PlannedContactList> {
    return { items: await this.planned.ofCase(caseId, caller) };
  }

  @Post('planned')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: PlannedContactView })
  plan(@Param('caseId') caseId: string, @Body() body: PlanContactDto, @Caller() caller: Principal): Promise<PlannedContactView> {
    return this.planContact.execute(caseId, body, caller, this.clock.now());
  }

  @Post(':contactId/reschedule')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: PlannedContactView })
  reschedule(
    @Param('caseId') caseId: string,
    @Param('contactId') contactId: string,
    @Body() body: ContactTimeDto,
    @Caller() caller: Principal,
  ): Promise<PlannedContactView> {
    return this.rescheduleContact.execute(caseId, contactId, body, caller, this.clock.now());
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ContactView } from './contact.dto';
import { KeepContactService } from './keep-contact.service';
import { MissContactService } from './miss-contact.service';
import { KeepContactDto, MissContactDto, MissedContactView } from './settle-contact.dto';

/** What became of planned contacts. */
@ApiTags('contacts')
@Controller('api/caseload/cases/:caseId/contacts/:contactId')
export class SettleContactsController {
  constructor(
    private readonly keepContact: KeepContactService,
    private readonly missContact: MissContactService,
    private readonly clock: Clock,
  ) {}

  @Post('keep')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ContactView })
  keep(
    @Param('caseId') caseId: string,
    @Param('contactId') contactId: string,
    @Body() body: KeepContactDto,
    @Caller() caller: Principal,
  ): Promise<ContactView> {
    return this.keepContact.execute(caseId, contactId, body, caller, this.clock.now());
  }

  @Post('miss')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: MissedContactView })
  miss(
    @Param('caseId') caseId: string,
    @Param('contactId') contactId: string,
    @Body() body: MissContactDto,
    @Caller() caller: Principal,
  ): Promise<MissedContactView> {
    return this.missContact.execute(caseId, contactId, body, caller, this.clock.now());
  }
}

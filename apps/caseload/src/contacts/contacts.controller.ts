import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { expectedVersionOf } from '../cases/if-match.rules';
import { ContactView, RecordContactDto } from './contact.dto';
import { RecordContactService } from './record-contact.service';

@ApiTags('cases')
@Controller('api/caseload/cases/:caseId/contacts')
export class ContactsController {
  constructor(
    private readonly recordContact: RecordContactService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader({ name: 'If-Match', required: false, description: "The case's ETag" })
  @ApiCreatedResponse({ type: ContactView })
  record(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RecordContactDto,
    @Caller() caller: Principal,
  ): Promise<ContactView> {
    return this.recordContact.execute(caseId, body, expectedVersionOf(ifMatch), caller, this.clock.now());
  }
}

import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '#libs/platform';
import { MessagePreferenceDto, PersonMessageList } from './person-message.dto';
import { PersonMessagesQuery } from './person-messages.query';
import { PreferMessagesService } from './prefer-messages.service';

/** What the service writes to the person, and how they want it. */
@ApiTags('messages to the person')
@ApiBearerAuth()
@Controller('api/caseload/cases/:caseId')
export class PersonMessagesController {
  constructor(
    private readonly messages: PersonMessagesQuery,
    private readonly preferMessages: PreferMessagesService,
  ) {}

  @Get('messages')
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: PersonMessageList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PersonMessageList> {
    return { items: await this.messages.ofCase(caseId, caller) };
  }

  /** Replaces what was kept; the person can do the same on their own page. */
  @Put('message-preference')
  @HttpCode(204)
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'] })
  prefer(
    @Param('caseId') caseId: string,
    @Body() { channel = null, language = null }: MessagePreferenceDto,
    @Caller() caller: Principal,
  ): Promise<void> {
    return this.preferMessages.execute(caseId, { channel, language }, caller);
  }
}

import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { MessagePreferenceDto, PersonMessageList } from './person-message.dto';
import { PersonMessagesQuery } from './person-messages.query';
import { PreferMessagesService } from './prefer-messages.service';

/** What the service writes to the person, and how they want it. */
@ApiTags('messages to the person')
@Controller('api/caseload/cases/:caseId')
export class PersonMessagesController {
  constructor(
    private readonly messages: PersonMessagesQuery,
    private readonly preferMessages: PreferMessagesService,
  ) {}

  @Get('messages')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'hub' })
  @ApiOkResponse({ type: PersonMessageList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<PersonMessageList> {
    return { items: await this.messages.ofCase(caseId, caller) };
  }

  /** Replaces what was kept; the person can do the same on their own page. */
  @Put('message-preference')
  @HttpCode(204)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'hub' })
  prefer(
    @Param('caseId') caseId: string,
    @Body() { channel = null, language = null }: MessagePreferenceDto,
    @Caller() caller: Principal,
  ): Promise<void> {
    return this.preferMessages.execute(caseId, { channel, language }, caller);
  }
}

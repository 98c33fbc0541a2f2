import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ConsentList, RecordConsentDto } from './consent.dto';
import { ConsentsQuery } from './consents.query';
import { RecordConsentService } from './record-consent.service';

/** Consent for each purpose, given, refused or withdrawn at any time (GV-01). */
@ApiTags('consents')
@Controller('api/caseload/cases/:caseId/consents')
export class ConsentsController {
  constructor(
    private readonly consents: ConsentsQuery,
    private readonly recordConsent: RecordConsentService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ConsentList })
  list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ConsentList> {
    return this.consents.ofCase(caseId, caller);
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: ConsentList })
  async record(@Param('caseId') caseId: string, @Body() body: RecordConsentDto, @Caller() caller: Principal): Promise<ConsentList> {
    const now = this.clock.now();
    const { at, givenBy = null, reason = null, ...said } = body;
    const word = { ...said, givenBy, reason, at: at === undefined ? now : new Date(at) };
    await this.recordConsent.execute(caseId, word, caller, now);
    return this.consents.ofCase(caseId, caller);
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { ConvertSignpostingService } from './convert-signposting.service';
import { RecordSignpostingService } from './record-signposting.service';
import { ConvertSignpostingDto, CountSignpostingDto, RecordSignpostingDto, SignpostingCounts, SignpostingView } from './signposting.dto';
import { SignpostingQuery } from './signposting.query';

/** Brief contacts in which somebody is shown the way; no person, no case (CL-30). */
@ApiTags('signposting')
@Controller('api/caseload/signposting')
export class SignpostingController {
  constructor(
    private readonly signposting: SignpostingQuery,
    private readonly recordSignposting: RecordSignpostingService,
    private readonly convertSignposting: ConvertSignpostingService,
    private readonly clock: Clock,
  ) {}

  @Get('counts')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: SignpostingCounts })
  counts(@Query() query: CountSignpostingDto, @Caller() caller: Principal): Promise<SignpostingCounts> {
    return this.signposting.counts(query, caller);
  }

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiCreatedResponse({ type: SignpostingView })
  record(@Body() body: RecordSignpostingDto, @Caller() caller: Principal): Promise<SignpostingView> {
    return this.recordSignposting.execute(body, caller, this.clock.now());
  }

  @Post(':signpostingId/convert')
  @HttpCode(200)
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiOkResponse({ type: SignpostingView })
  convert(
    @Param('signpostingId') id: string,
    @Body() { caseId }: ConvertSignpostingDto,
    @Caller() caller: Principal,
  ): Promise<SignpostingView> {
    return this.convertSignposting.execute(id, caseId, caller, this.clock.now());
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { CallBackCountsQuery } from './call-back-counts.query';
import { CallBackCountsList, CallBackCountsQueryDto } from './call-back.dto';

@ApiTags('contacts')
@Controller('api/caseload/call-backs/counts')
export class CallBackCountsController {
  constructor(private readonly counts: CallBackCountsQuery) {}

  /** Per scheme of the caller's reach, to the last one: for those who see the cases, and nobody else. */
  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: CallBackCountsList })
  async read(@Query() query: CallBackCountsQueryDto, @Caller() caller: Principal): Promise<CallBackCountsList> {
    return { items: await this.counts.count(query, caller) };
  }
}

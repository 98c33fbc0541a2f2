import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '#libs/platform';
import { CallBackCountsQuery } from './call-back-counts.query';
import { CallBackCountsList, CallBackCountsQueryDto } from './call-back.dto';

@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/caseload/call-backs/counts')
export class CallBackCountsController {
  constructor(private readonly counts: CallBackCountsQuery) {}

  /** Per scheme of the caller's reach. */
  @Get()
  @Allow({ roles: ['link-worker', 'supervisor', 'administrator'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: CallBackCountsList })
  async read(@Query() query: CallBackCountsQueryDto, @Caller() caller: Principal): Promise<CallBackCountsList> {
    return { items: await this.counts.count(query, caller) };
  }
}

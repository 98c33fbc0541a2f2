import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Page, type Principal } from '#libs/platform';
import { LimboCountsQuery } from './limbo-counts.query';
import { LimboCounts, LimboItem, LimboPage, ListLimboDto } from './limbo.dto';
import { LimboQuery } from './limbo.query';

/** Nobody is left in limbo: the open cases that nobody moves on, each with its age, its owner and what to do. */
@ApiTags('limbo')
@ApiBearerAuth()
@Controller('api/caseload/limbo')
export class LimboController {
  constructor(
    private readonly limbo: LimboQuery,
    private readonly counts: LimboCountsQuery,
  ) {}

  @Get()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: LimboPage })
  list(@Query() query: ListLimboDto, @Caller() caller: Principal): Promise<Page<LimboItem>> {
    return this.limbo.list(query, caller);
  }

  @Get('counts')
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: LimboCounts })
  async count(@Caller() caller: Principal): Promise<LimboCounts> {
    return { items: await this.counts.list(caller) };
  }
}

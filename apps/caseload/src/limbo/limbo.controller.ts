import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Page, type Principal } from '#libs/platform';
import { LimboCountsQuery } from './limbo-counts.query';
import { LimboCounts, LimboItem, LimboPage, ListLimboDto } from './limbo.dto';
import { LimboQuery } from './limbo.query';

/** Nobody is left in limbo: the open cases that nobody moves on, each with its age, its owner and what to do. */
@ApiTags('limbo')
@Controller('api/caseload/limbo')
export class LimboController {
  constructor(
    private readonly limbo: LimboQuery,
    private readonly counts: LimboCountsQuery,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: LimboPage })
  list(@Query() query: ListLimboDto, @Caller() caller: Principal): Promise<Page<LimboItem>> {
    return this.limbo.list(query, caller);
  }

  @Get('counts')
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: LimboCounts })
  async count(@Caller() caller: Principal): Promise<LimboCounts> {
    return { items: await this.counts.list(caller) };
  }
}

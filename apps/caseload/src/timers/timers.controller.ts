import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '#libs/platform';
import { FailingTimerList } from './timer.dto';
import { TimersQuery } from './timers.query';

@ApiTags('timers')
@Controller('api/caseload/timers')
export class TimersController {
  constructor(private readonly timers: TimersQuery) {}

  /** Timers that were due and failed; each is tried again at `nextTryAt`. Identifiers and codes only. */
  @Get('failing')
  @Access({ roles: ['operator'], reach: 'hub' })
  @ApiOkResponse({ type: FailingTimerList })
  async failing(): Promise<FailingTimerList> {
    return { items: await this.timers.failing() };
  }
}

import { Body, Controller, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { expectedVersionOf } from '../cases/if-match.rules';
import { ClockPauseList, ClockPauseView, PauseClockDto } from './clock-pause.dto';
import { ClockPausesQuery } from './clock-pauses.query';
import { PauseClockService } from './pause-clock.service';

@ApiTags('cases')
@Controller('api/caseload/cases/:caseId/clock-pauses')
export class ClockPausesController {
  constructor(
    private readonly pauseClock: PauseClockService,
    private readonly pauses: ClockPausesQuery,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: ClockPauseList })
  async list(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<ClockPauseList> {
    return { items: await this.pauses.ofCase(caseId, caller) };
  }

  /** Clocks run on working days and stand still only for a recorded reason; what is due moves by the working days of the pause. */
  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader({ name: 'If-Match', required: false, description: "The case's ETag" })
  @ApiCreatedResponse({ type: ClockPauseView })
  pause(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PauseClockDto,
    @Caller() caller: Principal,
  ): Promise<ClockPauseView> {
    return this.pauseClock.execute(caseId, body, expectedVersionOf(ifMatch), caller, this.clock.now());
  }
}

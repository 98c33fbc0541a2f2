import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { CheckInvariantsService } from './check-invariants.service';
import { CheckInvariantsDto, InvariantReport, RebuildReport } from './invariant.dto';
import { InvariantsQuery } from './invariants.query';
import { RebuildService } from './rebuild.service';

/** What must hold over all cases: proved every night and on demand, and put right where it follows from the record. */
@ApiTags('invariants')
@Controller('api/caseload/invariants')
export class InvariantsController {
  constructor(
    private readonly checkInvariants: CheckInvariantsService,
    private readonly invariants: InvariantsQuery,
    private readonly rebuild: RebuildService,
    private readonly clock: Clock,
  ) {}

  /** What the last check found. */
  @Get('check')
  @Access({ roles: ['operator', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: InvariantReport })
  read(@Caller() caller: Principal): Promise<InvariantReport> {
    return this.invariants.report(caller);
  }

  /** Checks now, and answers what it found. */
  @Post('check')
  @HttpCode(200)
  @Access({ roles: ['operator', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: InvariantReport })
  async check(@Query() { everyCase }: CheckInvariantsDto, @Caller() caller: Principal): Promise<InvariantReport> {
    await this.checkInvariants.ask(everyCase);
    return this.invariants.report(caller);
  }

  /** Works out anew what follows from the record (next action, limbo, timers) and stores it where something else stood; answers what it changed. */
  @Post('rebuild')
  @HttpCode(200)
  @Access({ roles: ['operator', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: RebuildReport })
  async putRight(@Caller() caller: Principal): Promise<RebuildReport> {
    return this.rebuild.execute(caller, this.clock.now());
  }
}

import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Principal } from '#libs/platform';
import { CheckInvariantsService } from './check-invariants.service';
import { CheckInvariantsDto, InvariantReport } from './invariant.dto';
import { InvariantsQuery } from './invariants.query';

/** What must hold over all cases: proved every night, and on demand. */
@ApiTags('invariants')
@Controller('api/caseload/invariants/check')
export class InvariantsController {
  constructor(
    private readonly checkInvariants: CheckInvariantsService,
    private readonly invariants: InvariantsQuery,
  ) {}

  /** What the last check found. */
  @Get()
  @Access({ roles: ['operator', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: InvariantReport })
  read(@Caller() caller: Principal): Promise<InvariantReport> {
    return this.invariants.report(caller);
  }

  /** Checks now, and answers what it found. */
  @Post()
  @HttpCode(200)
  @Access({ roles: ['operator', 'supervisor'], reach: 'own-scheme' })
  @ApiOkResponse({ type: InvariantReport })
  async check(@Query() { everyCase }: CheckInvariantsDto, @Caller() caller: Principal): Promise<InvariantReport> {
    await this.checkInvariants.execute(everyCase);
    return this.invariants.report(caller);
  }
}

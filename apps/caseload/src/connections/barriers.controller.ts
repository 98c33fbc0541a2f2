import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { LogBarrierDto, ResolveBarrierDto } from './barrier.dto';
import { TravelDto } from './connection-step.dto';
import { ConnectionPlace, ConnectionView } from './connection.dto';
import { LogBarrierService } from './log-barrier.service';
import { StepConnectionService } from './step-connection.service';
import { travelOf } from './travel.rules';

const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;

/** What stands in the way of a connection: barriers (CL-33) and the way there (CL-34). */
@ApiTags('connections')
@Access(WRITERS)
@Controller('api/caseload/cases/:caseId/connections/:connectionId')
export class BarriersController {
  constructor(
    private readonly logBarrier: LogBarrierService,
    private readonly stepConnection: StepConnectionService,
    private readonly clock: Clock,
  ) {}

  /** While it is unresolved it counts as a gap with that reason (CL-32). */
  @Post('barriers')
  @ApiCreatedResponse({ type: ConnectionView })
  log(@Param() place: ConnectionPlace, @Body() body: LogBarrierDto, @Caller() by: Principal): Promise<ConnectionView> {
    return this.logBarrier.execute(place, body, by, this.clock.now());
  }

  @Post('barriers/:barrierId/resolve')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionView })
  resolve(
    @Param('caseId') caseId: string,
    @Param('connectionId') connectionId: string,
    @Param('barrierId') barrierId: string,
    @Body() body: ResolveBarrierDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.logBarrier.resolve({ caseId, connectionId }, barrierId, body, by, this.clock.now());
  }

  /** Replaces what is on record of the way there. No way back is flagged and counts as a gap, rural where the place is. */
  @Put('travel')
  @ApiOkResponse({ type: ConnectionView })
  travel(@Param() { caseId, connectionId }: ConnectionPlace, @Body() body: TravelDto, @Caller() by: Principal): Promise<ConnectionView> {
    const step = { caseId, connectionId, step: 'travel', expectedVersion: undefined };
    return this.stepConnection.execute(step, by, this.clock.now(), (connection, at) => {
      connection.travel = travelOf(body, at);
    });
  }
}

import { applyDecorators, Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { expectedVersionOf } from '../cases/if-match.rules';
import {
  AcceptConnectionDto,
  AgreeConnectionDto,
  DeclineConnectionDto,
  NotAvailableDto,
  PauseConnectionDto,
  ReferConnectionDto,
  StepDto,
  StopConnectionDto,
} from './connection-step.dto';
import { ConnectionPlace, ConnectionView } from './connection.dto';
import { ReferConnectionService } from './refer-connection.service';
import { StepConnectionService, type ConnectionStepTold } from './step-connection.service';
import { travelOf } from './travel.rules';

const WRITERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' } as const;
const IF_MATCH = { name: 'If-Match', required: false, description: "The case's ETag" };

/** A connection in its steps, each with date and reason (CL-31); what cannot follow is refused (409). */
@ApiTags('connections')
@Access(WRITERS)
@Controller('api/caseload/cases/:caseId/connections/:connectionId')
export class ConnectionStepsController {
  constructor(
    private readonly stepConnection: StepConnectionService,
    private readonly referConnection: ReferConnectionService,
    private readonly clock: Clock,
  ) {}

  /** The person wants to go there, and how they get there and back is on record (CL-34). */
  @Post('agree')
  @Taken()
  agree(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: AgreeConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'agree', body, ifMatch), by, this.clock.now(), (connection, at) => {
      if (body.travel) connection.travel = travelOf(body.travel, at);
      connection.agree(at);
    });
  }

  /** The service is asked; its clock to answer starts. A conflict with what the person avoids is told first (409, CL-20). */
  @Post('refer')
  @Taken()
  refer(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ReferConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.referConnection.execute(told(place, 'refer', {}, ifMatch), body, by, this.clock.now());
  }

  /** The provider said yes to the link worker, not to the hub. */
  @Post('accept')
  @Taken()
  accept(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: AcceptConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'accept', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.accepted(body.waitingList ?? false, at, 'hub');
    });
  }

  /** The person was there: the first time, or again. */
  @Post('attended')
  @Taken()
  attended(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StepDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'attended', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.attended(at, 'hub');
    });
  }

  /** The person decided against it. */
  @Post('decline')
  @Taken()
  decline(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: DeclineConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'decline', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.declinedByPerson(body.reason, at);
    });
  }

  /** The service cannot take the person; a gap, where it has no place or has closed (CL-32). */
  @Post('not-available')
  @Taken()
  notAvailable(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: NotAvailableDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'not-available', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.notAvailable(body.reason, at);
    });
  }

  /** It rests, and does not count as dropped out. */
  @Post('pause')
  @Taken()
  pause(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PauseConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'pause', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.pause(body.reason, at);
    });
  }

  /** It goes on where it rested. */
  @Post('resume')
  @Taken()
  resume(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StepDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'resume', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.resume(at);
    });
  }

  /** It has ended before it was sustained. */
  @Post('stop')
  @Taken()
  stop(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StopConnectionDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'stop', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.ended('stopped', at, { reason: body.reason, by: 'hub' });
    });
  }

  /** The person goes on by themselves; only after they were there. */
  @Post('sustain')
  @Taken()
  sustain(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StepDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'sustain', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.ended('sustained', at, { by: 'hub' });
    });
  }

  /** The link worker takes it back; a provider that was asked is told. */
  @Post('withdraw')
  @Taken()
  withdraw(
    @Param() place: ConnectionPlace,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StepDto,
    @Caller() by: Principal,
  ): Promise<ConnectionView> {
    return this.stepConnection.execute(told(place, 'withdraw', body, ifMatch), by, this.clock.now(), (connection, at) => {
      connection.withdraw('withdrawn-by-hub', at);
    });
  }
}

function Taken(): MethodDecorator {
  return applyDecorators(HttpCode(200), ApiHeader(IF_MATCH), ApiOkResponse({ type: ConnectionView }));
}

function told({ caseId, connectionId }: ConnectionPlace, step: string, { at }: StepDto, ifMatch: string | undefined): ConnectionStepTold {
  return { caseId, connectionId, step, at, expectedVersion: expectedVersionOf(ifMatch) };
}

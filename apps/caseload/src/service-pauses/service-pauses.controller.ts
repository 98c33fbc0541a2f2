import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { PauseServiceService } from './pause-service.service';
import { PauseServiceDto, ResumeServiceDto, ServicePauseView } from './service-pause.dto';

/** A service that pauses, closes or is cut: one call for all connections of the organisation (CL-21). The directory's own news does the same for all. */
@ApiTags('directory')
@Access({ roles: ['supervisor', 'administrator'], reach: 'own-organisation' })
@Controller('api/caseload/services/:serviceId')
export class ServicePausesController {
  constructor(
    private readonly pauseService: PauseServiceService,
    private readonly clock: Clock,
  ) {}

  /** Each live connection becomes `paused`, not dropped out, and gets a review task. */
  @Post('pause')
  @HttpCode(200)
  @ApiOkResponse({ type: ServicePauseView })
  pause(
    @Param('serviceId') serviceId: string,
    @Body() { reason, dryRun }: PauseServiceDto,
    @Caller() by: Principal,
  ): Promise<ServicePauseView> {
    return this.pauseService.execute(serviceId, reason, dryRun, by, this.clock.now());
  }

  /** The way back: each connection that rests because of its service goes on where it was, and its review task ends. */
  @Post('resume')
  @HttpCode(200)
  @ApiOkResponse({ type: ServicePauseView })
  resume(@Param('serviceId') serviceId: string, @Body() { dryRun }: ResumeServiceDto, @Caller() by: Principal): Promise<ServicePauseView> {
    return this.pauseService.execute(serviceId, null, dryRun, by, this.clock.now());
  }
}

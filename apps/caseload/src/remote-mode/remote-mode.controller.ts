import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { RemoteUndone, SwitchedToRemote, SwitchToRemoteDto } from './remote-mode.dto';
import { SwitchToRemoteService } from './switch-to-remote.service';

/** In-person contact of a whole scheme is suspended, and resumed. */
@ApiTags('schemes')
@Controller('api/caseload/schemes/:schemeId/remote-mode')
export class RemoteModeController {
  constructor(
    private readonly switchToRemote: SwitchToRemoteService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: ['supervisor', 'administrator'], reach: 'own-scheme' })
  @ApiOkResponse({ type: SwitchedToRemote })
  switch(@Param('schemeId') schemeId: string, @Body() body: SwitchToRemoteDto, @Caller() caller: Principal): Promise<SwitchedToRemote> {
    return this.switchToRemote.execute(schemeId, body, caller, this.clock.now());
  }

  @Post('undo')
  @HttpCode(200)
  @Access({ roles: ['supervisor', 'administrator'], reach: 'own-scheme' })
  @ApiOkResponse({ type: RemoteUndone })
  undo(@Param('schemeId') schemeId: string, @Caller() caller: Principal): Promise<RemoteUndone> {
    return this.switchToRemote.undo(schemeId, caller, this.clock.now());
  }
}

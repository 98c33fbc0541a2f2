import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { expectedVersionOf } from '../cases/if-match.rules';
import { ConnectionView, RequestConnectionDto } from './connection.dto';
import { RequestConnectionService } from './request-connection.service';

@ApiTags('cases')
@Controller('api/caseload/cases/:caseId/connections')
export class ConnectionsController {
  constructor(
    private readonly requestConnection: RequestConnectionService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.write'], reach: 'own-scheme' })
  @ApiHeader({ name: 'If-Match', required: false, description: "The case's ETag" })
  @ApiCreatedResponse({ type: ConnectionView })
  request(
    @Param('caseId') caseId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RequestConnectionDto,
    @Caller() caller: Principal,
  ): Promise<ConnectionView> {
    return this.requestConnection.execute(caseId, body, expectedVersionOf(ifMatch), caller, this.clock.now());
  }
}

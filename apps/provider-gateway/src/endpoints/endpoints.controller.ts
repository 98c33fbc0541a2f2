import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '#libs/contracts';
import { Allow, Caller, Clock, type Page, type Principal } from '#libs/platform';
import { TestEndpointService } from '../deliveries/test-endpoint.service';
import { managesAll, NOBODY } from '../directory/managing.rules';
import { ChangeEndpointService } from './change-endpoint.service';
import { ChangeEndpointDto, EndpointListQuery, RegisterEndpointDto } from './endpoint.dto';
import type { EndpointView } from './endpoint.view';
import { EndpointsQuery } from './endpoints.query';
import { RegisterEndpointService } from './register-endpoint.service';

const ROLES = ['operator', 'administrator', 'provider'] as const;
const WRITE = { roles: ROLES, scopes: ['hub/provider-gateway.write'] };
const uuid = new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('endpoint') });

/** Where providers want to be told. */
@ApiTags('endpoints')
@ApiBearerAuth()
@Controller('api/provider-gateway/endpoints')
export class EndpointsController {
  constructor(
    private readonly endpoints: EndpointsQuery,
    private readonly registerEndpoint: RegisterEndpointService,
    private readonly changeEndpoint: ChangeEndpointService,
    private readonly testEndpoint: TestEndpointService,
    private readonly clock: Clock,
  ) {}

  /** The answer holds the signing secret, this once. */
  @Post()
  @Allow(WRITE)
  register(@Body() endpoint: RegisterEndpointDto, @Caller() caller: Principal): Promise<EndpointView & { secret: string }> {
    return this.registerEndpoint.execute(endpoint, caller, this.clock.now());
  }

  @Get()
  @Allow({ roles: ROLES, scopes: ['hub/provider-gateway.read'] })
  list(@Query() query: EndpointListQuery, @Caller() caller: Principal): Promise<Page<EndpointView>> {
    return this.endpoints.list(query, managesAll(caller) ? undefined : (caller.organisationId ?? NOBODY));
  }

  @Patch(':id')
  @Allow(WRITE)
  change(@Param('id', uuid) id: string, @Body() changes: ChangeEndpointDto, @Caller() caller: Principal): Promise<EndpointView> {
    return this.changeEndpoint.execute(id, changes, caller, this.clock.now());
  }

  /** Queues an `endpoint.test` webhook; its delivery tells how it went. */
  @Post(':id/test')
  @HttpCode(202)
  @Allow(WRITE)
  test(@Param('id', uuid) id: string, @Caller() caller: Principal): Promise<{ deliveryId: string }> {
    return this.testEndpoint.execute(id, caller, this.clock.now());
  }
}

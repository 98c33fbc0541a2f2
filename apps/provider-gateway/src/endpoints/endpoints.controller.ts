import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Page, type Principal } from '#libs/platform';
import { TestEndpointService } from '../deliveries/test-endpoint.service';
import { providerSeenBy } from '../directory/managing.rules';
import { ChangeEndpointService } from './change-endpoint.service';
import { DeleteEndpointService } from './delete-endpoint.service';
import { ChangeEndpointDto, EndpointListQuery, RegisterEndpointDto, RotateSecretDto } from './endpoint.dto';
import type { EndpointView } from './endpoint.view';
import { EndpointsQuery } from './endpoints.query';
import { RegisterEndpointService } from './register-endpoint.service';
import { RotateSecretService } from './rotate-secret.service';

const ROLES = ['operator', 'administrator', 'provider'] as const;
const WRITE = { roles: ROLES, scopes: ['hub/provider-gateway.write'], reach: 'own-provider' } as const;

/** Where providers want to be told. */
@ApiTags('endpoints')
@Controller('api/provider-gateway/endpoints')
export class EndpointsController {
  constructor(
    private readonly endpoints: EndpointsQuery,
    private readonly registerEndpoint: RegisterEndpointService,
    private readonly changeEndpoint: ChangeEndpointService,
    private readonly rotateSecret: RotateSecretService,
    private readonly deleteEndpoint: DeleteEndpointService,
    private readonly testEndpoint: TestEndpointService,
    private readonly clock: Clock,
  ) {}

  /** The answer holds the signing secret, this once. */
  @Post()
  @Access(WRITE)
  register(@Body() endpoint: RegisterEndpointDto, @Caller() caller: Principal): Promise<EndpointView & { secret: string }> {
    return this.registerEndpoint.execute(endpoint, caller, this.clock.now());
  }

  @Get()
  @Access({ roles: ROLES, scopes: ['hub/provider-gateway.read'], reach: 'own-provider' })
  list(@Query() query: EndpointListQuery, @Caller() caller: Principal): Promise<Page<EndpointView>> {
    return this.endpoints.list(query, providerSeenBy(caller));
  }

  @Patch(':endpointId')
  @Access(WRITE)
  change(@Param('endpointId') id: string, @Body() changes: ChangeEndpointDto, @Caller() caller: Principal): Promise<EndpointView> {
    return this.changeEndpoint.execute(id, changes, caller);
  }

  /** What was still due to it is skipped. */
  @Delete(':endpointId')
  @HttpCode(204)
  @Access(WRITE)
  remove(@Param('endpointId') id: string, @Caller() caller: Principal): Promise<void> {
    return this.deleteEndpoint.execute(id, caller);
  }

  /** The answer holds the new signing secret, this once. Until `previousUntil` webhooks carry the signatures of both. */
  @Post(':endpointId/rotate-secret')
  @HttpCode(200)
  @Access(WRITE)
  rotate(
    @Param('endpointId') id: string,
    @Body() { previousUntil }: RotateSecretDto,
    @Caller() caller: Principal,
  ): Promise<EndpointView & { secret: string }> {
    return this.rotateSecret.execute(id, previousUntil === undefined ? undefined : new Date(previousUntil), caller);
  }

  /** Queues an `endpoint.test` webhook; its delivery tells how it went. */
  @Post(':endpointId/test')
  @HttpCode(202)
  @Access(WRITE)
  test(@Param('endpointId') id: string, @Caller() caller: Principal): Promise<{ deliveryId: string }> {
    return this.testEndpoint.execute(id, caller, this.clock.now());
  }
}

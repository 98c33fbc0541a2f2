import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ROLES } from '#libs/contracts';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { ChangeProviderService } from './change-provider.service';
import { ChangeServiceService } from './change-service.service';
import { ChangeProviderDto, ChangeServiceDto, OfferServiceDto, RegisterProviderDto, ServiceListQuery } from './directory.dto';
import { DirectoryQuery } from './directory.query';
import { providerSeenBy } from './managing.rules';
import { OfferServiceService } from './offer-service.service';
import { RegisterProviderService } from './register-provider.service';
import type { ServiceView } from './service.view';

const OWN = { roles: ['operator', 'administrator', 'provider'], scopes: ['hub/provider-gateway.write'], reach: 'own-provider' } as const;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who can help: providers and what they offer. */
@ApiTags('directory')
@Controller('api/provider-gateway')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly registerProvider: RegisterProviderService,
    private readonly changeProvider: ChangeProviderService,
    private readonly offerService: OfferServiceService,
    private readonly changeService: ChangeServiceService,
  ) {}

  @Post('providers')
  @Access({ roles: ['operator'], reach: 'hub' })
  register(@Body() provider: RegisterProviderDto, @Caller() caller: Principal): Promise<Named> {
    return this.registerProvider.execute(provider, caller);
  }

  @Get('providers')
  @Access({ ...OWN, scopes: ['hub/provider-gateway.read'] })
  providers(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<Named>> {
    return this.directory.providers(providerSeenBy(caller), page);
  }

  @Patch('providers/:providerId')
  @Access(OWN)
  rename(@Param('providerId') id: string, @Body() changes: ChangeProviderDto, @Caller() caller: Principal): Promise<Named> {
    return this.changeProvider.execute(id, changes, caller);
  }

  @Post('services')
  @Access(OWN)
  offer(@Body() { providerId, ...facts }: OfferServiceDto, @Caller() caller: Principal): Promise<ServiceView> {
    return this.offerService.execute(providerId, facts, caller);
  }

  @Get('services')
  @Access({ roles: ROLES, scopes: ['hub/provider-gateway.read'], reach: 'hub' })
  services(@Query() query: ServiceListQuery): Promise<Page<ServiceView>> {
    return this.directory.services(query);
  }

  @Patch('services/:serviceId')
  @Access(OWN)
  change(@Param('serviceId') id: string, @Body() changes: ChangeServiceDto, @Caller() caller: Principal): Promise<ServiceView> {
    return this.changeService.execute(id, changes, caller);
  }
}

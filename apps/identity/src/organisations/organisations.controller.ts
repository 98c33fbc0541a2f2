import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { ChangeOrganisationService } from './change-organisation.service';
import { ChangeOrganisationRequest, RegisterOrganisationRequest } from './organisation.dto';
import { OrganisationsQuery, type OrganisationView } from './organisations.query';
import { RegisterOrganisationService } from './register-organisation.service';

/** Who is tied to the hub. Only an operator ties; administrators read their own. */
@ApiTags('organisations')
@Controller('api/identity/organisations')
export class OrganisationsController {
  constructor(
    private readonly registerOrganisation: RegisterOrganisationService,
    private readonly changeOrganisation: ChangeOrganisationService,
    private readonly organisations: OrganisationsQuery,
  ) {}

  @Post()
  @Access({ roles: ['operator'], reach: 'hub' })
  async register(@Body() request: RegisterOrganisationRequest, @Caller() caller: Principal): Promise<OrganisationView> {
    return this.organisations.one(await this.registerOrganisation.execute(request, caller), undefined);
  }

  @Get()
  @Access({ roles: ['operator', 'administrator'], reach: 'own-organisation' })
  list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<OrganisationView>> {
    return this.organisations.page(page, visibleOrganisationOf(caller));
  }

  @Get(':organisationId')
  @Access({ roles: ['operator', 'administrator'], reach: 'own-organisation' })
  one(@Param('organisationId') id: string, @Caller() caller: Principal): Promise<OrganisationView> {
    return this.organisations.one(id, visibleOrganisationOf(caller));
  }

  @Patch(':organisationId')
  @Access({ roles: ['operator'], reach: 'hub' })
  async change(
    @Param('organisationId') id: string,
    @Body() change: ChangeOrganisationRequest,
    @Caller() caller: Principal,
  ): Promise<OrganisationView> {
    await this.changeOrganisation.change(id, change, caller);
    return this.organisations.one(id, undefined);
  }

  @Post(':organisationId/disable')
  @HttpCode(200)
  @Access({ roles: ['operator'], reach: 'hub' })
  async disable(@Param('organisationId') id: string, @Caller() caller: Principal): Promise<OrganisationView> {
    await this.changeOrganisation.disable(id, caller);
    return this.organisations.one(id, undefined);
  }

  @Post(':organisationId/enable')
  @HttpCode(200)
  @Access({ roles: ['operator'], reach: 'hub' })
  async enable(@Param('organisationId') id: string, @Caller() caller: Principal): Promise<OrganisationView> {
    await this.changeOrganisation.enable(id, caller);
    return this.organisations.one(id, undefined);
  }
}

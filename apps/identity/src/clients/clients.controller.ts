import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { RegisterClientRequest, RotateClientRequest } from './client.dto';
import { ClientsQuery, type ClientView } from './clients.query';
import { ManageClientService, type RotatedClient } from './manage-client.service';
import { RegisterClientService, type RegisteredClient } from './register-client.service';

/** Systems that may fetch tokens. */
@ApiTags('clients')
@Controller('api/identity/clients')
@Access({ roles: ['operator', 'administrator', 'provider'], reach: 'own-organisation' })
export class ClientsController {
  constructor(
    private readonly register: RegisterClientService,
    private readonly manage: ManageClientService,
    private readonly clients: ClientsQuery,
  ) {}

  @Post()
  create(@Body() request: RegisterClientRequest, @Caller() caller: Principal): Promise<RegisteredClient> {
    return this.register.execute(request, caller);
  }

  @Get()
  list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<ClientView>> {
    return this.clients.page(page, visibleOrganisationOf(caller));
  }

  @Get(':clientId')
  one(@Param('clientId') id: string, @Caller() caller: Principal): Promise<ClientView> {
    return this.clients.one(id, visibleOrganisationOf(caller));
  }

  @Delete(':clientId')
  @HttpCode(204)
  delete(@Param('clientId') id: string, @Caller() caller: Principal): Promise<void> {
    return this.manage.delete(id, caller);
  }

  @Post(':clientId/rotate')
  @HttpCode(200)
  rotate(@Param('clientId') id: string, @Body() request: RotateClientRequest, @Caller() caller: Principal): Promise<RotatedClient> {
    return this.manage.rotate(id, request, caller);
  }

  @Post(':clientId/disable')
  @HttpCode(200)
  async disable(@Param('clientId') id: string, @Caller() caller: Principal): Promise<ClientView> {
    await this.manage.disable(id, caller);
    return this.clients.one(id, visibleOrganisationOf(caller));
  }

  @Post(':clientId/enable')
  @HttpCode(200)
  async enable(@Param('clientId') id: string, @Caller() caller: Principal): Promise<ClientView> {
    await this.manage.enable(id, caller);
    return this.clients.one(id, visibleOrganisationOf(caller));
  }
}

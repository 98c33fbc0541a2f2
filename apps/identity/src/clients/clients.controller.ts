import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { RegisterClientRequest } from './client.dto';
import { ClientsQuery, type ClientView } from './clients.query';
import { RegisterClientService, type RegisteredClient } from './register-client.service';

/** Systems that may fetch tokens. */
@ApiTags('clients')
@Controller('api/identity/clients')
@Access({ roles: ['operator', 'administrator', 'provider'], reach: 'own-organisation' })
export class ClientsController {
  constructor(
    private readonly register: RegisterClientService,
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
}

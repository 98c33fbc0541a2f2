import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, type Page } from '#libs/platform';
import { ListServicesDto, ServicePage, type ServiceView } from './service.dto';
import { ServicesQuery } from './services.query';

/** The directory that connections are chosen from. It holds no personal data and is the same for every organisation. */
@ApiTags('directory')
@Controller('api/caseload/services')
export class ServicesController {
  constructor(private readonly services: ServicesQuery) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor', 'administrator'], scopes: ['hub/caseload.read'], reach: 'hub' })
  @ApiOkResponse({ type: ServicePage })
  list(@Query() query: ListServicesDto): Promise<Page<ServiceView>> {
    return this.services.list(query);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type Page, type Principal } from '#libs/platform';
import { AlertPage, AlertView, ListAlertsDto } from './alert.dto';
import { AlertsQuery } from './alerts.query';

@ApiTags('alerts')
@Controller('api/caseload/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsQuery) {}

  @Get()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' })
  @ApiOkResponse({ type: AlertPage })
  list(@Query() query: ListAlertsDto, @Caller() caller: Principal): Promise<Page<AlertView>> {
    return this.alerts.list(query, caller);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Page, type Principal } from '#libs/platform';
import { AlertPage, AlertView, ListAlertsDto } from './alert.dto';
import { AlertsQuery } from './alerts.query';

@ApiTags('alerts')
@ApiBearerAuth()
@Controller('api/caseload/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsQuery) {}

  @Get()
  @Allow({ roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'] })
  @ApiOkResponse({ type: AlertPage })
  list(@Query() query: ListAlertsDto, @Caller() caller: Principal): Promise<Page<AlertView>> {
    return this.alerts.list(query, caller);
  }
}

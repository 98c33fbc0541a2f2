import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, type Page } from '#libs/platform';
import { AlertPage, AlertView, ListAlertsDto } from './alert.dto';
import { AlertsQuery } from './alerts.query';

@ApiTags('alerts')
@Access({ roles: ['operator'], reach: 'hub' })
@Controller('api/pipeline-monitor/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsQuery) {}

  /** Messages that stand still until an operator acts, and those that did. */
  @Get()
  @ApiOkResponse({ type: AlertPage })
  list(@Query() query: ListAlertsDto): Promise<Page<AlertView>> {
    return this.alerts.list(query);
  }
}

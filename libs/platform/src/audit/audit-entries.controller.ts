import { Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.decorator';
import { Caller, type Principal } from '../auth/principal';
import type { Page } from '../http/page';
import { AuditEntriesQueryDto, AuditEntryPage, type AuditEntryView } from './audit-entries.dto';
import { AuditEntriesQuery } from './audit-entries.query';

/** The privacy officer's door to one service's audit trail, the same in every service. */
export function auditEntriesController(service: string): Type {
  @ApiTags('audit')
  @Controller(`api/${service}/audit-entries`)
  class AuditEntriesController {
    constructor(private readonly entries: AuditEntriesQuery) {}

    @Get()
    @Access({ roles: ['privacy-officer', 'operator'], reach: 'own-organisation' })
    @ApiOkResponse({ type: AuditEntryPage })
    list(@Query() query: AuditEntriesQueryDto, @Caller() caller: Principal): Promise<Page<AuditEntryView>> {
      return this.entries.page(query, caller);
    }
  }
  return AuditEntriesController;
}

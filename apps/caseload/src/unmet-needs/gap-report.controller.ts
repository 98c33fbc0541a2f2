import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type Principal } from '#libs/platform';
import { GapReport, GapReportDto } from './gap-report.dto';
import { GapReportQuery } from './gap-report.query';
import { gapReportCsv } from './gap-report.mapper';

/** Gaps in what is offered, for those who commission it (CL-32); the rural ones are marked (CL-34). */
@ApiTags('unmet needs')
@Controller('api/caseload/unmet-needs/report')
export class GapReportController {
  constructor(private readonly gapReport: GapReportQuery) {}

  @Get()
  @Access({ roles: ['supervisor', 'administrator', 'commissioner'], reach: 'own-scheme' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: GapReport })
  async report(
    @Query() query: GapReportDto,
    @Caller() by: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GapReport | string> {
    const report = await this.gapReport.report(query, by);
    if (query.format !== 'csv') return report;
    void reply.type('text/csv; charset=utf-8');
    return gapReportCsv(report);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { MakeMyLinkService } from './make-my-link.service';
import { MyReportsQuery } from './my-reports.query';
import { MakeMyLinkDto, MyCodeView, MyLinkView, MyReportList } from './my.dto';
import { ReadOutCodeService } from './read-out-code.service';
import { RevokeMyLinkService } from './revoke-my-link.service';

const WORKERS = { roles: ['link-worker', 'supervisor'], reach: 'own-scheme' } as const;

/** The link to a person's own page, as the worker handles it, and what the person told there. */
@ApiTags('my page')
@Controller('api/caseload/cases/:caseId')
export class MyLinksController {
  constructor(
    private readonly makeMyLink: MakeMyLinkService,
    private readonly readOutCode: ReadOutCodeService,
    private readonly revokeMyLink: RevokeMyLinkService,
    private readonly reports: MyReportsQuery,
    private readonly clock: Clock,
  ) {}

  /** The link before stops working. This is the only time that the address is shown. */
  @Post('my-link')
  @Access(WORKERS)
  @ApiCreatedResponse({ type: MyLinkView })
  make(@Param('caseId') caseId: string, @Body() body: MakeMyLinkDto, @Caller() caller: Principal): Promise<MyLinkView> {
    return this.makeMyLink.execute(caseId, body, caller, this.clock.now());
  }

  /** A one-time code to read out; it works for ten minutes. */
  @Post('my-link/code')
  @Access(WORKERS)
  @ApiCreatedResponse({ type: MyCodeView })
  code(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<MyCodeView> {
    return this.readOutCode.execute(caseId, caller, this.clock.now());
  }

  @Delete('my-link')
  @HttpCode(204)
  @Access(WORKERS)
  revoke(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<void> {
    return this.revokeMyLink.execute(caseId, caller, this.clock.now());
  }

  @Get('my-reports')
  @Access(WORKERS)
  @ApiOkResponse({ type: MyReportList })
  async told(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<MyReportList> {
    return { items: await this.reports.ofCase(caseId, caller) };
  }
}

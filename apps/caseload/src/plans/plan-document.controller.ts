import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type Principal } from '#libs/platform';
import { formatOf } from './document-format.rules';
import { HTML_HEADERS, htmlOf } from './html-document.view';
import { pdfOf } from './pdf-document.view';
import { PlanDocumentQuery } from './plan-document.query';
import { versionOf } from './plan-version.rules';
import { DocumentDto, InterestList } from './plan.dto';
import { PlansQuery } from './plans.query';

const READERS = { roles: ['link-worker', 'supervisor'], scopes: ['hub/caseload.read'], reach: 'own-scheme' } as const;

/** What is made of a plan: the document that the person takes home, and words to search the directory with. */
@ApiTags('plans')
@Controller('api/caseload/cases/:caseId')
export class PlanDocumentController {
  constructor(
    private readonly document: PlanDocumentQuery,
    private readonly plans: PlansQuery,
  ) {}

  @Get('plans/:version/document')
  @Access(READERS)
  @ApiProduces('text/html', 'application/pdf')
  @ApiOkResponse({ description: 'The plan in plain words, as HTML or PDF by `format` or Accept' })
  async read(
    @Param() { caseId, version }: { readonly caseId: string; readonly version: string },
    @Query() { format }: DocumentDto,
    @Headers('accept') accept: string | undefined,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    const wanted = format ?? formatOf(accept);
    const document = await this.document.read(caseId, versionOf(version), caller);
    void reply.header('vary', 'accept').headers(HTML_HEADERS);
    if (wanted === 'html') return htmlOf(document);
    const pdf = await pdfOf(document);
    void reply.header('content-type', 'application/pdf').header('content-disposition', 'inline; filename="my-plan.pdf"');
    return pdf;
  }

  @Get('interests')
  @Access(READERS)
  @ApiOkResponse({ type: InterestList })
  async interests(@Param('caseId') caseId: string, @Caller() caller: Principal): Promise<InterestList> {
    return { items: await this.plans.interests(caseId, caller) };
  }
}

import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Bundle, CapabilityStatement, Resource } from '@medplum/fhirtypes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFoundError } from '#libs/contracts';
import { capabilityStatement, etagOf, FHIR_JSON, searchset } from '#libs/fhir';
import { Access, AuditService, Caller, grants, ForbiddenError, ProcessConfig, Public, type Principal } from '#libs/platform';
import { SenderDirectory } from '../senders/sender-directory.query';
import type { RegisteredSender } from '../senders/sender.view';
import { SenderNotRegisteredError } from '../senders/sender.errors';
import { OwnResourcesQuery, READABLE } from './own-resources.query';
import { readSearch } from './search.rules';

/** When what this door answers last changed. */
const SERVED_SINCE = '2026-11-22T00:00:00Z';
const READ_SCOPES = { scopes: READABLE.map((type) => `system/${type}.r`), reach: 'own-referral' } as const;

/** `GET /fhir/R4/…`: what a sender reads back. */
@Controller('fhir/R4')
export class ResourcesController {
  constructor(
    private readonly resources: OwnResourcesQuery,
    private readonly senders: SenderDirectory,
    private readonly audit: AuditService,
    private readonly config: ProcessConfig,
  ) {}

  @Public()
  @Get('metadata')
  metadata(@Res({ passthrough: true }) reply: FastifyReply): CapabilityStatement {
    void reply.type(FHIR_JSON);
    return capabilityStatement('sender', {
      url: this.base,
      version: '0.1.0',
      date: SERVED_SINCE,
      tokenUrl: `${this.config.publicUrl}/identity/token`,
    });
  }

  @Access({ scopes: ['system/HealthcareService.s'], reach: 'own-referral' })
  @Get('HealthcareService')
  async services(
    @Caller() caller: Principal,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const sender = await this.senderOf(caller, 'HealthcareService', 's');
    const id = readSearch(query, ['_id'])?.value;
    const matches = this.resources.services(sender).filter((service) => id === undefined || service.id === id);
    return this.page(matches, request, reply);
  }

  @Access({ scopes: ['system/Task.s'], reach: 'own-referral' })
  @Get('Task')
  async tasks(
    @Caller() caller: Principal,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const sender = await this.senderOf(caller, 'Task', 's');
    const search = readSearch(query, ['_id', 'part-of', 'based-on'], { required: true });
    const matches = search
      ? await this.resources.tasks(search.name === '_id' ? 'id' : (search.name as 'part-of' | 'based-on'), search.value, sender)
      : [];
    await this.audit.record({ by: caller, action: 'search', entity: 'Task', entityId: this.audit.hidden(search?.value ?? '') });
    return this.page(matches, request, reply);
  }

  @Access(READ_SCOPES)
  @Get(':type/:id')
  async read(
    @Caller() caller: Principal,
    @Param('type') type: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Resource> {
    const sender = await this.senderOf(caller, type, 'r');
    const found = await this.resources.read(type, id, sender);
    if (!found) throw new NotFoundError('resource');
    await this.audit.record({ by: caller, action: 'read', entity: type, entityId: found.id });
    const { versionId, lastUpdated } = found.meta ?? {};
    if (versionId !== undefined) void reply.header('etag', etagOf(Number(versionId)));
    if (lastUpdated !== undefined) void reply.header('last-modified', new Date(lastUpdated).toUTCString());
    void reply.type(FHIR_JSON);
    return found;
  }

  private page(matches: readonly Resource[], request: FastifyRequest, reply: FastifyReply): Bundle {
    void reply.type(FHIR_JSON);
    return searchset(matches, { base: this.base, self: `${this.config.publicUrl}${request.url}`, total: matches.length });
  }

  private async senderOf(caller: Principal, type: string, letter: 'r' | 's'): Promise<RegisteredSender> {
    if (!caller.scopes.some((scope) => grants(scope, `system/${type}.${letter}`)))
      throw new ForbiddenError(`The token lacks the scope system/${type}.${letter}.`);
    const sender = await this.senders.find(caller);
    if (!sender) throw new SenderNotRegisteredError();
    return sender;
  }

  private get base(): string {
    return `${this.config.publicUrl}/fhir/R4`;
  }
}

import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CapabilityStatement, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { FastifyReply } from 'fastify';
import { etagOf, FHIR_JSON } from '#libs/fhir';
import { Access, Caller, ProcessConfig, Public, type Principal } from '#libs/platform';
import { ReadTaskService } from '../tasks/read-task.service';
import { providersCapabilities, toResources } from './task-resources.mapper';

/** When what this door answers last changed. */
const SERVED_SINCE = '2026-11-22T00:00:00Z';

/** `/fhir/provider/R4`: a provider's tasks for its own system. */
@ApiTags('fhir')
@Controller('fhir/provider/R4')
export class TaskResourcesController {
  constructor(
    private readonly readTask: ReadTaskService,
    private readonly config: ProcessConfig,
  ) {}

  @Get('metadata')
  @Public()
  metadata(@Res({ passthrough: true }) reply: FastifyReply): CapabilityStatement {
    void reply.type(FHIR_JSON);
    const { publicUrl } = this.config;
    return providersCapabilities({
      url: `${publicUrl}/fhir/provider/R4`,
      version: '0.1.0',
      date: SERVED_SINCE,
      tokenUrl: `${publicUrl}/identity/token`,
    });
  }

  @Get('Task/:taskId')
  @Access({ roles: ['provider'], scopes: ['system/Task.r'], reach: 'own-provider' })
  async task(@Param('taskId') id: string, @Caller() caller: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<Task> {
    return answer(reply, (await this.read({ id }, caller)).task);
  }

  @Get('ServiceRequest/:connectionId')
  @Access({ roles: ['provider'], scopes: ['system/ServiceRequest.r'], reach: 'own-provider' })
  async serviceRequest(
    @Param('connectionId') connectionId: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ServiceRequest> {
    return answer(reply, (await this.read({ connectionId }, caller)).serviceRequest);
  }

  private async read(which: { id: string } | { connectionId: string }, caller: Principal): Promise<ReturnType<typeof toResources>> {
    return toResources(await this.readTask.execute(which, caller), caller.organisationId);
  }
}

function answer<T extends Task | ServiceRequest>(reply: FastifyReply, resource: T): T {
  const { versionId, lastUpdated } = resource.meta ?? {};
  void reply
    .type(FHIR_JSON)
    .header('etag', etagOf(Number(versionId)))
    .header('last-modified', new Date(lastUpdated ?? 0).toUTCString());
  return resource;
}

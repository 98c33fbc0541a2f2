import { Controller, Headers, Param, Put, Req, Res } from '@nestjs/common';
import type { Task } from '@medplum/fhirtypes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, FHIR_JSON } from '#libs/fhir';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { SenderDirectory } from '../senders/sender-directory.query';
import { SenderNotRegisteredError } from '../senders/sender.errors';
import { WithdrawReferralService } from './withdraw-referral.service';

/** `PUT /fhir/R4/Task/{id}`: a client cannot choose an id, so an unknown one answers 404. */
@Controller('fhir/R4/Task')
export class TasksController {
  constructor(
    private readonly withdraw: WithdrawReferralService,
    private readonly senders: SenderDirectory,
    private readonly clock: Clock,
  ) {}

  @Access({ scopes: ['system/Task.u'], reach: 'own-referral' })
  @Put(':taskId')
  async update(
    @Param('taskId') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Task> {
    const sender = await this.senders.find(caller);
    if (!sender) throw new SenderNotRegisteredError();
    const version = ifMatch === undefined ? undefined : Number(/^(?:W\/)?"(\d+)"$/.exec(ifMatch)?.[1] ?? Number.NaN);
    const task = await this.withdraw.execute({ id, body: request.body, version }, sender, caller, this.clock.now());
    void reply.type(FHIR_JSON).header('etag', etagOf(Number(task.meta?.versionId)));
    return task;
  }
}

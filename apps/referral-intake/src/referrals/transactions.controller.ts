import { Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Bundle } from '@medplum/fhirtypes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FHIR_JSON, readReferralTransaction, transactionResponse, type ReferralTransaction } from '#libs/fhir';
import { Access, Caller, Clock, grants, type Principal } from '#libs/platform';
import { SenderDirectory } from '../senders/sender-directory.query';
import { SenderNotRegisteredError } from '../senders/sender.errors';
import { ReceiveReferralService } from './receive-referral.service';
import { EntryNotPermittedError } from './referral.errors';

/** `POST /fhir/R4`: a referral as one transaction. */
@Controller('fhir/R4')
export class TransactionsController {
  constructor(
    private readonly receive: ReceiveReferralService,
    private readonly senders: SenderDirectory,
    private readonly clock: Clock,
  ) {}

  @Access({ scopes: ['system/ServiceRequest.c'], reach: 'own-organisation' })
  @Post()
  @HttpCode(200)
  async transaction(
    @Req() request: FastifyRequest,
    @Caller() caller: Principal,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const sender = await this.senders.find(caller);
    if (!sender) throw new SenderNotRegisteredError();
    const transaction = await readReferralTransaction(request.body);
    refuseBeyondScopes(transaction, caller);
    const body = request.rawBody ?? Buffer.from(JSON.stringify(request.body));
    const { receivedAt, task, entries } = await this.receive.execute({ caller, sender, transaction, body }, this.clock.now());
    const lastModified = receivedAt.toISOString();
    void reply.type(FHIR_JSON);
    return transactionResponse(
      entries.map(({ type, id, version, created, resource }) => ({
        resourceType: type,
        id,
        version,
        created,
        lastModified,
        ...(prefer?.includes('return=representation') === true && resource ? { resource: type === 'Task' ? task : resource } : {}),
      })),
    );
  }
}

/** Every entry is checked by its own type: `system/Patient.c` for a Patient. */
function refuseBeyondScopes(transaction: ReferralTransaction, caller: Principal): void {
  const refused = transaction.entries.filter(
    ({ resource }) => !caller.scopes.some((scope) => grants(scope, `system/${resource.resourceType}.c`)),
  );
  if (refused.length === 0) return;
  throw new EntryNotPermittedError(
    refused.map(({ index, resource }) => ({
      pointer: `Bundle.entry[${String(index)}]`,
      code: 'forbidden',
      detail: `The token lacks the scope system/${resource.resourceType}.c.`,
    })),
  );
}

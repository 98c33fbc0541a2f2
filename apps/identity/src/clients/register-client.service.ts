import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidRequestError, isProviderScope } from '#libs/contracts';
import { AuditService, Clock, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { OtherOrganisationError } from '../access.errors';
import { DeletedCallerRepository } from '../callers/deleted-caller.repository';
import { OrganisationRepository } from '../organisations/organisation.repository';
import { refuseScopesBeyond } from '../organisations/organisation.rules';
import { hashOf } from '../hash.rules';
import type { RegisterClientRequest } from './client.dto';
import { ClientAlreadyRegisteredError, ScopeNotGrantableError } from './client.errors';
import { ClientRepository } from './client.repository';
import { CONSOLE_CLIENT_ID, newSecret } from './client.rules';

export interface RegisteredClient {
  readonly clientId: string;
  /** Told now and never again. */
  readonly secret?: string;
}

/** Registers a system: operators for any organisation, administrators for their own, providers for themselves with a provider's scopes. */
@Injectable()
export class RegisterClientService {
  constructor(
    private readonly transaction: Transaction,
    private readonly clients: ClientRepository,
    private readonly deleted: DeletedCallerRepository,
    private readonly organisations: OrganisationRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async execute(request: RegisterClientRequest, by: Principal): Promise<RegisteredClient> {
    mayRegister(request, by);
    const { kind } = await this.organisations.registered(request.organisationId);
    refuseScopesBeyond(kind, request.scopes);
    const clientId = request.clientId ?? randomUUID();
    if (clientId === CONSOLE_CLIENT_ID || (await this.deleted.has('system', clientId))) throw new ClientAlreadyRegisteredError();
    const secret = request.secret ? newSecret() : undefined;
    try {
      await this.transaction.run(async () => {
        await this.clients.insert({
          id: clientId,
          name: request.name,
          organisationId: request.organisationId,
          scopes: [...new Set(request.scopes)],
          jwks: request.jwks ?? null,
          secretHash: secret === undefined ? null : hashOf(secret),
          createdAt: this.clock.now(),
          ...{ disabledAt: null, previousJwks: null, previousSecretHash: null, previousUntil: null },
        });
        await this.audit.record({ by, action: 'register', entity: 'client', entityId: clientId });
      });
    } catch (error) {
      if (violatedUnique(error) === 'client_pkey') throw new ClientAlreadyRegisteredError();
      throw error;
    }
    return { clientId, ...(secret === undefined ? {} : { secret }) };
  }
}

function mayRegister({ organisationId, scopes, jwks, secret }: RegisterClientRequest, by: Principal): void {
  if (jwks !== undefined && secret !== undefined) {
    throw new InvalidRequestError([{ pointer: '/secret', code: 'one-of', detail: 'Give jwks or secret, not both.' }]);
  }
  if (by.roles.includes('operator')) return;
  if (organisationId.toLowerCase() !== by.organisationId) throw new OtherOrganisationError();
  if (by.roles.includes('administrator')) return;
  const refused = scopes.filter((scope) => !isProviderScope(scope));
  if (refused.length > 0) throw new ScopeNotGrantableError(refused);
}

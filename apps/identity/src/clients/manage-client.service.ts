import { Injectable } from '@nestjs/common';
import { isProviderScope } from '#libs/contracts';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { DeletedCallerRepository } from '../callers/deleted-caller.repository';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { hashOf } from '../hash.rules';
import type { RotateClientRequest } from './client.dto';
import type { Client } from './client.entity';
import { OtherCredentialError, ScopeNotGrantableError } from './client.errors';
import { ClientRepository } from './client.repository';
import { newSecret, overlapEnd, refuseReusedKeyIds } from './client.rules';

export interface RotatedClient {
  readonly clientId: string;
  /** Told now and never again. */
  readonly secret?: string;
  /** Until when the credentials before open too. */
  readonly previousUntil: string;
}

/** Ends and renews what a system can do: operators for any organisation, administrators for their own, providers for systems with a provider's scopes. */
@Injectable()
export class ManageClientService {
  constructor(
    private readonly transaction: Transaction,
    private readonly clients: ClientRepository,
    private readonly deleted: DeletedCallerRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** No token from now on; those that it holds are refused within a minute. */
  disable(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'disable', async (client) => {
      client.disabledAt ??= this.clock.now();
      await this.clients.save(client);
    });
  }

  enable(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'enable', async (client) => {
      client.disabledAt = null;
      await this.clients.save(client);
    });
  }

  /** As `disable`, for good. Nobody can register the id again: other services may still name it. */
  delete(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'delete', async (client) => {
      await this.deleted.remember('system', client.id);
      await this.clients.remove(client);
    });
  }

  /** New keys or a new secret; those before open too until the end that is asked for. What an earlier rotation left open ends now. */
  rotate(id: string, request: RotateClientRequest, by: Principal): Promise<RotatedClient> {
    return this.act(id, by, 'rotate', async (client) => {
      const previousUntil = overlapEnd(request.previousUntil, this.clock.now());
      if ((request.jwks === undefined) !== (client.jwks === null)) throw new OtherCredentialError(client.jwks === null ? 'secret' : 'jwks');
      if (request.jwks) refuseReusedKeyIds(request.jwks.keys, client.jwks?.keys ?? []);
      const secret = request.jwks ? undefined : newSecret();
      await this.clients.save(
        Object.assign(client, {
          ...{ previousJwks: client.jwks, previousSecretHash: client.secretHash, previousUntil },
          ...{ jwks: request.jwks ?? null, secretHash: secret === undefined ? null : hashOf(secret) },
        }),
      );
      return { clientId: client.id, ...(secret === undefined ? {} : { secret }), previousUntil: previousUntil.toISOString() };
    });
  }

  private act<T>(id: string, by: Principal, action: string, work: (client: Client) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const client = await this.clients.lock(id, visibleOrganisationOf(by));
      mayManage(client, by);
      const result = await work(client);
      await this.audit.record({ by, action, entity: 'client', entityId: client.id });
      return result;
    });
  }
}

function mayManage({ scopes }: Client, by: Principal): void {
  if (by.roles.includes('operator') || by.roles.includes('administrator')) return;
  const beyond = scopes.filter((scope) => !isProviderScope(scope));
  if (beyond.length > 0) throw new ScopeNotGrantableError(beyond);
}

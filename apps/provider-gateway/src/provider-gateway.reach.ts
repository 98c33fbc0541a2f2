import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RecordReach, Transaction, type NamedRecord, type Principal } from '#libs/platform';
import { providerSeenBy } from './directory/managing.rules';

/** Each kind of record, $1 its id, $2 the provider whose it must be; null: any. */
const KINDS = {
  providerId: ['provider', `SELECT 1 FROM provider WHERE id = $1 AND ($2::uuid IS NULL OR id = $2)`],
  serviceId: ['service', `SELECT 1 FROM service WHERE id = $1 AND ($2::uuid IS NULL OR provider_id = $2)`],
  endpointId: ['endpoint', `SELECT 1 FROM endpoint WHERE id = $1 AND status <> 'deleted' AND ($2::uuid IS NULL OR provider_id = $2)`],
  deliveryId: [
    'delivery',
    `SELECT 1 FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id WHERE d.id = $1 AND ($2::uuid IS NULL OR e.provider_id = $2)`,
  ],
} as const;

/** What a provider is asked to do is its own alone: an operator sees none of it. */
const OWN = {
  taskId: ['task', `SELECT 1 FROM task WHERE id = $1 AND provider_id = $2`],
  connectionId: ['resource', `SELECT 1 FROM task WHERE connection_id = $1 AND provider_id = $2`],
} as const;

/** Which records of provider-gateway exist for a caller: a provider has the id of its organisation. */
@Injectable()
export class ProviderGatewayReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    ...this.recordsOf(KINDS, providerSeenBy),
    ...this.recordsOf(OWN, (caller) => caller.organisationId),
  };

  constructor(private readonly transaction: Transaction) {
    super();
  }

  private recordsOf(
    kinds: Readonly<Record<string, readonly [what: string, sql: string]>>,
    provider: (caller: Principal) => string | undefined,
  ): Record<string, NamedRecord> {
    const entries = Object.entries(kinds).map(([parameter, [what, sql]]): [string, NamedRecord] => [
      parameter,
      {
        what,
        exists: async ({ [parameter]: id = '' }, caller) =>
          isUUID(id) && (await this.transaction.read(sql, [id, provider(caller)])).length > 0,
      },
    ]);
    return Object.fromEntries(entries);
  }
}

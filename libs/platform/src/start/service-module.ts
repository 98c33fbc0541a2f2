import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { AuditDoor } from '../audit/audit-door';
import { AuditService } from '../audit/audit.service';
import { RecordReach, RecordReaches } from '../auth/record-reach';
import type { ConfigClass } from '../config/setting';
import { Clock } from '../clock';
import { DatabaseCheck } from '../database/database-check';
import { DatabaseClock } from '../database/database-clock';
import { Transaction } from '../database/transaction';
import { HealthRegistry } from '../health/health-registry';
import { IdempotencyStore, IdempotencyStores } from '../idempotency/idempotency-store';
import { CallCountExchange } from '../rate-limit/call-count-exchange';
import { CallCounts } from '../rate-limit/call-counts';
import type { Feature, ProcessContext } from './service-definition';

/** Makes the service's kept answers known to the door of the process. */
const offerIdempotency: Provider = {
  provide: Symbol('idempotency'),
  inject: [IdempotencyStores, { token: IdempotencyStore, optional: true }],
  useFactory: (stores: IdempotencyStores, own?: IdempotencyStore) => {
    if (own) stores.add(own);
    return own !== undefined;
  },
};

/** Lets the service's database speak for itself when the process is asked whether it is ready. */
const offerReadiness: Provider = {
  provide: Symbol('readiness'),
  inject: [HealthRegistry, { token: DatabaseCheck, optional: true }],
  useFactory: (health: HealthRegistry, check?: DatabaseCheck) => {
    if (check) health.add({ name: `${check.service} database`, kind: 'ready', probe: () => check.probe() });
    return check !== undefined;
  },
};

/** Makes known to the guard of the process which records exist for whom. */
function offerReach(controllers: readonly Type[]): Provider {
  return {
    provide: Symbol('reach'),
    inject: [RecordReaches, { token: RecordReach, optional: true }],
    useFactory: (reaches: RecordReaches, own?: RecordReach) => {
      if (own) reaches.offer(controllers, own);
      return own !== undefined;
    },
  };
}

/** Makes known to the door of the process where its operations leave their audit entries. */
function offerAudit(controllers: readonly Type[]): Provider {
  return {
    provide: Symbol('audit'),
    inject: [AuditDoor, { token: AuditService, optional: true }],
    useFactory: (door: AuditDoor, own?: AuditService) => own !== undefined && door.offer(controllers, own),
  };
}

/** Lets the instances of the process count calls together, by the database of the first of its services that has one. */
const offerCallCounts: Provider = {
  provide: Symbol('call counts'),
  inject: [CallCounts, { token: CallCountExchange, optional: true }],
  useFactory: (counts: CallCounts, exchange?: CallCountExchange) => exchange !== undefined && counts.exchangedBy(exchange),
};

/** Lets the process go by the clock of the service's database. */
const followDatabaseClock: Provider = {
  provide: DatabaseClock,
  inject: [Clock, { token: Transaction, optional: true }],
  useFactory: (clock: Clock, transaction?: Transaction) => transaction && DatabaseClock.start(clock, transaction),
};

/** Puts a service together: one Nest module that holds its features, with the database and messaging it imports. */
export function serviceModule(
  module: Type,
  context: ProcessContext,
  parts: {
    imports: readonly DynamicModule[];
    configs: readonly ConfigClass[];
    features: readonly Feature[];
    providers?: readonly Provider[];
  },
): DynamicModule {
  const controllers = parts.features.flatMap((feature) => feature.controllers ?? []);
  return {
    module,
    imports: [context.platform, ...parts.imports],
    controllers,
    providers: [
      ...parts.configs.map((config) => ({ provide: config, useValue: context.settings.get(config) })),
      ...parts.features.flatMap(({ providers = [] }) => providers),
      ...(parts.providers ?? []),
      offerIdempotency,
      offerReadiness,
      followDatabaseClock,
      offerReach(controllers),
      offerAudit(controllers),
      offerCallCounts,
    ],
  };
}

import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { ConfigClass } from '../config/setting';
import { DatabaseCheck } from '../database/database-check';
import { HealthRegistry } from '../health/health-registry';
import { IdempotencyStore, IdempotencyStores } from '../idempotency/idempotency-store';
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
  return {
    module,
    imports: [context.platform, ...parts.imports],
    controllers: parts.features.flatMap(({ controllers = [] }) => controllers),
    providers: [
      ...parts.configs.map((config) => ({ provide: config, useValue: context.settings.get(config) })),
      ...parts.features.flatMap(({ providers = [] }) => providers),
      ...(parts.providers ?? []),
      offerIdempotency,
      offerReadiness,
    ],
  };
}

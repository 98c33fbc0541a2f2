import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { ConfigClass } from '../config/setting';
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
    ],
  };
}

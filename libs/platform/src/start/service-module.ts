import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { ConfigClass } from '../config/setting';
import type { Feature, ProcessContext } from './service-definition';

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
    ],
  };
}

import { Module, type DynamicModule } from '@nestjs/common';
import { connectTransport, embeddedBusDatabase, MessagingConfig, MessagingModule } from '#libs/messaging';
import {
  DatabaseModule,
  serviceModule,
  type DatabaseDefinition,
  type Feature,
  type ProcessContext,
  type ServiceDefinition,
} from '#libs/platform';

@Module({})
class FaultServiceModule {}

/** A service of the fault run: small, and put together from the same parts as the real ones. */
export function faultService(database: DatabaseDefinition, transport: symbol, feature: Feature): ServiceDefinition {
  const { name } = database;
  return {
    name,
    configs: [MessagingConfig],
    databases: [database, embeddedBusDatabase],
    module: (context: ProcessContext): DynamicModule => {
      const own = DatabaseModule.forService(database, context.settings);
      return serviceModule(FaultServiceModule, context, {
        imports: [own, MessagingModule.forService({ service: name, transport }, own, context)],
        configs: [],
        features: [feature],
      });
    },
    connect: (app) => connectTransport(app, transport),
  };
}

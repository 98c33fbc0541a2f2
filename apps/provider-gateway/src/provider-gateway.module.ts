import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingConfig, MessagingModule } from '#libs/messaging';
import { DatabaseModule, RecordReach, RetentionConfig, serviceModule, type ProcessContext } from '#libs/platform';
import { agreements } from './agreements/agreements.module';
import { PROVIDER_GATEWAY } from './consumers';
import { providerGatewayDatabase } from './data-source';
import { records } from './records/records.module';
import { deliveries } from './deliveries/deliveries.module';
import { directory } from './directory/directory.module';
import { endpoints } from './endpoints/endpoints.module';
import { fhir } from './fhir/fhir.module';
import { ProviderGatewayConfig } from './provider-gateway.config';
import { tasks } from './tasks/tasks.module';
import { ProviderGatewayReach } from './provider-gateway.reach';

@Module({})
export class ProviderGatewayModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const database = DatabaseModule.forService(providerGatewayDatabase, context.settings);
    const messaging = { service: 'provider-gateway', transport: PROVIDER_GATEWAY, opensSealed: true } as const;
    return serviceModule(ProviderGatewayModule, context, {
      imports: [database, MessagingModule.forService(messaging, database, context)],
      configs: [ProviderGatewayConfig, MessagingConfig, RetentionConfig],
      features: [agreements, directory, endpoints, tasks, deliveries, fhir, records],
      providers: [{ provide: RecordReach, useClass: ProviderGatewayReach }],
    });
  }
}

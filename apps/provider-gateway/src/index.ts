import { fhirErrorFormat } from '#libs/fhir';
import { connectTransport, embeddedBusDatabase, keyringDatabase, MessagingConfig, prepareBus } from '#libs/messaging';
import { RetentionConfig, type ServiceDefinition } from '#libs/platform';
import { PROVIDER_GATEWAY } from './consumers';
import { providerGatewayDatabase } from './data-source';
import { ProviderGatewayConfig } from './provider-gateway.config';
import { ProviderGatewayModule } from './provider-gateway.module';

/** Who can help, have they been asked, and what did they say? */
export const providerGateway: ServiceDefinition = {
  name: 'provider-gateway',
  configs: [MessagingConfig, ProviderGatewayConfig, RetentionConfig],
  databases: [providerGatewayDatabase, embeddedBusDatabase, keyringDatabase],
  errorFormats: [fhirErrorFormat('/fhir/provider/')],
  module: (context) => ProviderGatewayModule.forProcess(context),
  prepare: prepareBus,
  connect: (app) => connectTransport(app, PROVIDER_GATEWAY),
};

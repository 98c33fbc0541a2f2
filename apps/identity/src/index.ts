import './issuer/unsupported-runtime.client';
import { MailConfig, ProcessConfig, type ServiceDefinition } from '#libs/platform';
import { identityDatabase } from './data-source';
import { IdentityConfig } from './identity.config';
import { IdentityModule } from './identity.module';
import { Issuer, ISSUER_ADDRESSES } from './issuer/issuer.service';
import { SetUpLinkService } from './set-up/set-up-link.service';

export { IdentityConfig, IdentityModule, identityDatabase };

/** The service `identity`, for a process of its own or as a part of the hub. */
export const identity: ServiceDefinition = {
  name: 'identity',
  configs: [IdentityConfig, MailConfig],
  databases: [identityDatabase],
  mounted: ISSUER_ADDRESSES,
  module: (context) => IdentityModule.forProcess(context),
  connect: (app) => {
    app.use('/identity', app.get(Issuer).handle);
  },
  started: async (app) => {
    if (app.get(ProcessConfig).oidcIssuer !== undefined) return;
    const link = await app.get(SetUpLinkService).offer();
    if (link !== undefined) process.stdout.write(`First visit: ${link}\n`);
  },
};

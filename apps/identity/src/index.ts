import './issuer/unsupported-runtime.client';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
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
    if (app.get(ProcessConfig).oidcIssuer === undefined) offerSetUpWhenListening(app);
  },
};

function offerSetUpWhenListening(app: NestFastifyApplication): void {
  const offer = async (): Promise<void> => {
    const link = await app.get(SetUpLinkService).offer();
    if (link !== undefined) process.stdout.write(`First visit: ${link}\n`);
  };
  app.getHttpServer().once('listening', () => {
    offer().catch((error: unknown) => new Logger('identity').error({ err: error }, 'no set-up link could be made'));
  });
}

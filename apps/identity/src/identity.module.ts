import { Module, type DynamicModule } from '@nestjs/common';
import {
  ConfigurationError,
  DatabaseModule,
  MailConfig,
  ProcessConfig,
  RecordReach,
  serviceModule,
  type ProcessContext,
} from '#libs/platform';
import { accounts } from './accounts/accounts.module';
import { clients } from './clients/clients.module';
import { identityDatabase } from './data-source';
import { IdentityConfig } from './identity.config';
import { IdentityReach } from './identity.reach';
import { invitations } from './invitations/invitations.module';
import { issuer } from './issuer/issuer.module';
import { organisations } from './organisations/organisations.module';
import { setUp } from './set-up/set-up.module';
import { signIn } from './sign-in/sign-in.module';
import { trust } from './trust/trust.module';

/** Who is calling, and for whom. Systems always; people only while no other issuer knows them. */
@Module({})
export class IdentityModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const people = hasEmbeddedAccounts(context.settings.get(ProcessConfig));
    return serviceModule(IdentityModule, context, {
      imports: [DatabaseModule.forService(identityDatabase, context.settings)],
      configs: [IdentityConfig, MailConfig],
      features: [issuer, trust, organisations, clients, ...(people ? [accounts, invitations, signIn, setUp] : [])],
      providers: [{ provide: RecordReach, useClass: IdentityReach }],
    });
  }
}

/** Passwords kept here are for trying the hub out; in production people belong to an identity provider of their organisation. */
export function hasEmbeddedAccounts({ oidcIssuer, environment }: ProcessConfig): boolean {
  if (oidcIssuer !== undefined) return false;
  if (environment !== 'production') return true;
  throw new ConfigurationError([
    'OIDC_ISSUER is missing: with NODE_ENV=production people sign in with an OpenID Connect issuer, not with accounts embedded in the hub',
  ]);
}

import { auditMigrations, idempotencyMigrations, rateLimitMigrations, type DatabaseDefinition } from '#libs/platform';
import { Account } from './accounts/account.entity';
import { Client } from './clients/client.entity';
import { Identity1763770200000 } from './migrations/1763770200000-identity';
import { IdentityOrganisations1764110000000 } from './migrations/1764110000000-identity-organisations';
import { IdentityCredentials1764120000000 } from './migrations/1764120000000-identity-credentials';
import { IdentitySignIn1764130000000 } from './migrations/1764130000000-identity-sign-in';
import { Organisation } from './organisations/organisation.entity';

/** Schema `identity`. */
export const identityDatabase: DatabaseDefinition = {
  name: 'identity',
  entities: [Client, Account, Organisation],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    Identity1763770200000,
    IdentityOrganisations1764110000000,
    IdentityCredentials1764120000000,
    IdentitySignIn1764130000000,
  ],
};

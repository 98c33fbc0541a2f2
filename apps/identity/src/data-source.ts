import { auditMigrations, idempotencyMigrations, type DatabaseDefinition } from '#libs/platform';
import { Account } from './accounts/account.entity';
import { Client } from './clients/client.entity';
import { Identity1763770200000 } from './migrations/1763770200000-identity';

/** Schema `identity`. */
export const identityDatabase: DatabaseDefinition = {
  name: 'identity',
  entities: [Client, Account],
  migrations: [...auditMigrations, ...idempotencyMigrations, Identity1763770200000],
};

import { messagingMigrations } from '#libs/messaging';
import { auditMigrations, idempotencyMigrations, type DatabaseDefinition } from '#libs/platform';
import { ReferralIntake1763771000000 } from './migrations/1763771000000-referral-intake';
import { Erasure1763910000000 } from './migrations/1763910000000-erasure';
import { Connection } from './referrals/connection.entity';
import { Referral } from './referrals/referral.entity';
import { Scheme } from './schemes/scheme.entity';
import { Sender } from './senders/sender.entity';

export const referralIntakeDatabase: DatabaseDefinition = {
  name: 'referral-intake',
  entities: [Scheme, Sender, Referral, Connection],
  migrations: [...auditMigrations, ...idempotencyMigrations, ...messagingMigrations, ReferralIntake1763771000000, Erasure1763910000000],
};

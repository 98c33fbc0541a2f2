import { messagingMigrations } from '#libs/messaging';
import {
  auditMigrations,
  consentWordsMigrations,
  idempotencyMigrations,
  rateLimitMigrations,
  schemeReachMigrations,
  type DatabaseDefinition,
} from '#libs/platform';
import { Agreement } from './agreements/agreement.entity';
import { ReferralIntake1763771000000 } from './migrations/1763771000000-referral-intake';
import { Erasure1763910000000 } from './migrations/1763910000000-erasure';
import { Agreements1763900200000 } from './migrations/1763900200000-agreements';
import { SchemeCoverage1763900400000 } from './migrations/1763900400000-scheme-coverage';
import { FhirConditional1764110200000 } from './migrations/1764110200000-fhir-conditional';
import { FhirStandstill1764110000000 } from './migrations/1764110000000-fhir-standstill';
import { ReferBacks1763900500000 } from './migrations/1763900500000-refer-backs';
import { Consent1763900500001 } from './migrations/1763900500001-consent';
import { NewsByLastWord1764220000001 } from './migrations/1764220000001-news-by-last-word';
import { Identities1764230000001 } from './migrations/1764230000001-identities';
import { Records1764270000001 } from './migrations/1764270000001-records';
import { Receipts1764270000002 } from './migrations/1764270000002-receipts';
import { Connection } from './referrals/connection.entity';
import { Referral } from './referrals/referral.entity';
import { Scheme } from './schemes/scheme.entity';
import { Sender } from './senders/sender.entity';

export const referralIntakeDatabase: DatabaseDefinition = {
  name: 'referral-intake',
  entities: [Agreement, Scheme, Sender, Referral, Connection],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    ...messagingMigrations,
    ...schemeReachMigrations,
    ...consentWordsMigrations,
    ReferralIntake1763771000000,
    Agreements1763900200000,
    SchemeCoverage1763900400000,
    ReferBacks1763900500000,
    Consent1763900500001,
    Erasure1763910000000,
    FhirStandstill1764110000000,
    FhirConditional1764110200000,
    NewsByLastWord1764220000001,
    Identities1764230000001,
    Records1764270000001,
    Receipts1764270000002,
  ],
};

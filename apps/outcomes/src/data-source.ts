import { messagingMigrations } from '#libs/messaging';
import {
  auditMigrations,
  consentWordsMigrations,
  idempotencyMigrations,
  rateLimitMigrations,
  releaseMigrations,
  schemeReachMigrations,
  type DatabaseDefinition,
} from '#libs/platform';
import { Episode } from './episodes/episode.entity';
import { Measurement } from './measurements/measurement.entity';
import { Outcomes1763772000000 } from './migrations/1763772000000-outcomes';
import { EpisodePerson1763910000000 } from './migrations/1763910000000-episode-person';
import { EvaluationWithdrawn1763900500000 } from './migrations/1763900500000-evaluation-withdrawn';
import { EvaluationGiven1764220000001 } from './migrations/1764220000001-evaluation-given';
import { SchemeCopy } from './schemes/scheme-copy.entity';

export const outcomesDatabase: DatabaseDefinition = {
  name: 'outcomes',
  entities: [SchemeCopy, Episode, Measurement],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    ...messagingMigrations,
    ...schemeReachMigrations,
    ...consentWordsMigrations,
    ...releaseMigrations,
    Outcomes1763772000000,
    EpisodePerson1763910000000,
    EvaluationWithdrawn1763900500000,
    EvaluationGiven1764220000001,
  ],
};

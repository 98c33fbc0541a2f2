import { messagingMigrations } from '#libs/messaging';
import { auditMigrations, idempotencyMigrations, rateLimitMigrations, type DatabaseDefinition } from '#libs/platform';
import { PipelineMonitor1763773000000 } from './migrations/1763773000000-pipeline-monitor';
import { FhirAlerts1764110100000 } from './migrations/1764110100000-fhir-alerts';
import { Standstill1763790000000 } from './migrations/1763790000000-standstill';

/** Read models only, written and read by SQL: no entities. */
export const pipelineMonitorDatabase: DatabaseDefinition = {
  name: 'pipeline-monitor',
  entities: [],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    ...messagingMigrations,
    PipelineMonitor1763773000000,
    Standstill1763790000000,
    FhirAlerts1764110100000,
  ],
};

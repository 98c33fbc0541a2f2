import { messagingMigrations } from '#libs/messaging';
import { auditMigrations, idempotencyMigrations, type DatabaseDefinition } from '#libs/platform';
import { Action } from './actions/action.entity';
import { Alert } from './alerts/alert.entity';
import { Case } from './cases/case.entity';
import { ConnectionStatus } from './connections/connection-status.entity';
import { Connection } from './connections/connection.entity';
import { Contact } from './contacts/contact.entity';
import { ServiceCopy } from './directory/service-copy.entity';
import { Caseload1763780000000 } from './migrations/1763780000000-caseload';
import { Actions1763900000000 } from './migrations/1763900000000-actions';
import { Timers1763900000001 } from './migrations/1763900000001-timers';
import { SchemeSettings1763900000002 } from './migrations/1763900000002-scheme-settings';
import { Alerts1763900000003 } from './migrations/1763900000003-alerts';
import { SchemeCopy } from './schemes/scheme-copy.entity';
import { SchemeSettingsRow } from './schemes/scheme-settings.entity';
import { Timer } from './timers/timer.entity';
import { Worker } from './workers/worker.entity';

/** caseload's schema. */
export const caseloadDatabase: DatabaseDefinition = {
  name: 'caseload',
  entities: [Action, Alert, Case, Connection, ConnectionStatus, Contact, SchemeCopy, SchemeSettingsRow, ServiceCopy, Timer, Worker],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...messagingMigrations,
    Caseload1763780000000,
    Actions1763900000000,
    Timers1763900000001,
    SchemeSettings1763900000002,
    Alerts1763900000003,
  ],
};

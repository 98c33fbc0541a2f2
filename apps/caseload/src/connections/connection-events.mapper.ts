import { ConnectionProgressed, ConnectionRequested, DECLINE_REASONS, type PersonDetails } from '#libs/contracts';
import { eventOf } from '../cases/case-events.mapper';
import type { Case } from '../cases/case.entity';
import type { Connection } from './connection.entity';

export function connectionRequested(found: Case, connection: Connection, person: PersonDetails | undefined): ConnectionRequested {
  const { referralId, schemeId, organisationId } = found;
  const { serviceId, providerId, needs, levelOfSupport, consentToShare } = connection;
  return eventOf(ConnectionRequested, {
    referralId,
    caseId: found.id,
    connectionId: connection.id,
    serviceId,
    providerId,
    schemeId,
    organisationId,
    needs,
    levelOfSupport,
    requestedAt: connection.requestedAt.toISOString(),
    respondBy: connection.respondBy.toISOString(),
    consentToShare,
    personId: found.person?.personId,
    person,
  });
}

/** Tells the state the connection is in now. */
export function connectionProgressed(found: Case, connection: Connection): ConnectionProgressed {
  const { serviceId, providerId, serviceName, providerName, consentToShare, state } = connection;
  return eventOf(ConnectionProgressed, {
    referralId: found.referralId,
    caseId: found.id,
    connectionId: connection.id,
    taskId: connection.taskId ?? undefined,
    serviceId,
    providerId,
    serviceName,
    providerName,
    consentToShare,
    state,
    reason: outward(connection.reason),
    respondBy: state === 'referred' ? connection.respondBy.toISOString() : undefined,
    at: connection.at.toISOString(),
  });
}

/** Reasons that both sides know. What a person told their link worker of why stays with the link worker. */
const TOLD: ReadonlySet<string> = new Set([
  ...DECLINE_REASONS,
  'never-attended',
  'withdrawn-by-sender',
  'withdrawn-by-hub',
  'entered-in-error',
]);

function outward(reason: string | null): string | undefined {
  return reason !== null && TOLD.has(reason) ? reason : undefined;
}

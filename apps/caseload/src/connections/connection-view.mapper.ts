import type { ConnectionStep, ConnectionView } from './connection.dto';
import type { Connection } from './connection.entity';
import type { ConnectionStatus } from './connection-status.entity';

type Step = Pick<ConnectionStatus, 'state' | 'at' | 'reason'>;

/** A connection as its readers see it, with every state it has been in. */
export function connectionViewOf(connection: Connection, history: readonly Step[]): ConnectionView {
  const { id, serviceId, serviceName, providerId, providerName, taskId, levelOfSupport, needs, consentToShare } = connection;
  return {
    id,
    serviceId,
    serviceName,
    providerId,
    providerName,
    state: connection.state,
    at: connection.at.toISOString(),
    reason: connection.reason,
    taskId,
    levelOfSupport,
    needs,
    consentToShare,
    requestedAt: connection.requestedAt.toISOString(),
    respondBy: connection.respondBy.toISOString(),
    history: history.map(stepOf),
  };
}

function stepOf({ state, at, reason }: Step): ConnectionStep {
  return { state, at: at.toISOString(), reason };
}

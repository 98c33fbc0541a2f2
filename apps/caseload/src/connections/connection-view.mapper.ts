import { barrierViewOf } from './barrier-view.mapper';
import type { ConnectionBarrier } from './connection-barrier.entity';
import type { ConnectionStep, ConnectionView } from './connection.dto';
import type { Connection } from './connection.entity';
import type { ConnectionStatus } from './connection-status.entity';
import type { LateAnswer } from './late-answer.entity';
import { hasNoWayBack } from './travel.rules';

type Step = Pick<ConnectionStatus, 'state' | 'at' | 'reason'>;

/** A connection as its readers see it, with every state it has been in and what stands in its way. */
export function connectionViewOf(
  connection: Connection,
  history: readonly Step[],
  beside: { readonly barriers: readonly ConnectionBarrier[]; readonly lateAnswers: readonly LateAnswer[] } = {
    barriers: [],
    lateAnswers: [],
  },
): ConnectionView {
  const { id, serviceId, serviceName, providerId, providerName, taskId, levelOfSupport, needs, consentToShare, travel } = connection;
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
    askedAt: connection.askedAt?.toISOString() ?? null,
    pausedFrom: connection.pausedFrom,
    travel,
    flags: hasNoWayBack(travel) ? ['no-way-back'] : [],
    barriers: beside.barriers.map(barrierViewOf),
    lateAnswers: beside.lateAnswers.map(({ answer, at }) => ({ answer, at: at.toISOString() })),
    history: history.map(stepOf),
  };
}

function stepOf({ state, at, reason }: Step): ConnectionStep {
  return { state, at: at.toISOString(), reason };
}

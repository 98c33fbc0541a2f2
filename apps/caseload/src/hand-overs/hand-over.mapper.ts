import { HandOverChanged } from '#libs/contracts';
import { eventOf } from '../cases/case-events.mapper';
import type { Case } from '../cases/case.entity';
import type { HandOverView } from './hand-over.dto';
import type { HandOver } from './hand-over.entity';

export function handOverViewOf(handOver: HandOver): HandOverView {
  const { id, state, toWorkerId, toSchemeId, connectionId, startedAt, confirmBy, settledAt } = handOver;
  const times = { startedAt: startedAt.toISOString(), confirmBy: confirmBy.toISOString(), settledAt: settledAt?.toISOString() ?? null };
  return { id, state, toWorkerId, toSchemeId, connectionId, ...times };
}

export function handOverChanged({ referralId, id: caseId }: Case, handOver: HandOver): HandOverChanged {
  const { id: handOverId, state, toWorkerId, connectionId, startedAt, settledAt, confirmBy } = handOver;
  const to = { ...(toWorkerId ? { workerId: toWorkerId } : {}), ...(connectionId ? { connectionId } : {}) };
  const times = { at: (settledAt ?? startedAt).toISOString(), confirmBy: confirmBy.toISOString() };
  return eventOf(HandOverChanged, { referralId, caseId, handOverId, state, ...to, ...times });
}

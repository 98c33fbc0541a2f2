import type { ConnectionState, NeedCode } from '#libs/contracts';
import { BARRIERS, type BarrierCode } from '../connections/barrier.rules';
import { hasNoWayBack, type Travel } from '../connections/travel.rules';
import type { UnmetNeedReason } from './unmet-need.entity';

/** A need for which something stands in the way. */
export interface Gap {
  readonly need: NeedCode;
  readonly reason: UnmetNeedReason;
}

interface ConnectionOfGap {
  readonly id: string;
  readonly needs: readonly NeedCode[];
  readonly state: ConnectionState;
  readonly reason: string | null;
  readonly travel: Travel | null;
}

interface BarrierOfGap {
  readonly connectionId: string;
  readonly code: BarrierCode;
  readonly resolvedAt: Date | null;
}

const NOT_AVAILABLE: Readonly<Record<string, UnmetNeedReason>> = {
  'no-capacity': 'full',
  'service-closed': 'closed',
  'not-suitable': 'not-suitable',
};

/**
 * What the connections of a case say of gaps (CL-32): barriers that nobody has resolved (CL-33), no way there and back
 * (CL-34), services that are full or closed. What was sustained all the same, or was taken back, says nothing.
 */
export function gapsOf(connections: readonly ConnectionOfGap[], barriers: readonly BarrierOfGap[]): Gap[] {
  const gaps = connections
    .filter(({ state }) => state !== 'sustained' && state !== 'withdrawn')
    .flatMap((connection) => {
      const reasons = reasonsOf(connection, barriers);
      return connection.needs.flatMap((need) => reasons.map((reason) => ({ need, reason })));
    });
  return [...new Map(gaps.map((gap) => [`${gap.need} ${gap.reason}`, gap])).values()];
}

function reasonsOf({ id, state, reason, travel }: ConnectionOfGap, barriers: readonly BarrierOfGap[]): UnmetNeedReason[] {
  const open = barriers.filter(({ connectionId, resolvedAt }) => connectionId === id && resolvedAt === null);
  const notAvailable = state === 'not-available' ? NOT_AVAILABLE[reason ?? ''] : undefined;
  const reasons = open.map(({ code }): UnmetNeedReason => BARRIERS[code]);
  if (hasNoWayBack(travel)) reasons.push('transport');
  if (notAvailable) reasons.push(notAvailable);
  return reasons;
}

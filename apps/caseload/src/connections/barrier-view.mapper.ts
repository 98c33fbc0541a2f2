import type { BarrierView } from './barrier.dto';
import type { ConnectionBarrier } from './connection-barrier.entity';

export function barrierViewOf({ id, code, note, openedAt, resolvedAt, resolution, costPence }: ConnectionBarrier): BarrierView {
  return { id, code, note, openedAt: openedAt.toISOString(), resolvedAt: resolvedAt?.toISOString() ?? null, resolution, costPence };
}

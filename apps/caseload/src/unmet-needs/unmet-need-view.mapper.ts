import type { UnmetNeedView } from './unmet-need.dto';
import type { UnmetNeed } from './unmet-need.entity';

export function unmetNeedViewOf({ id, need, reason, area, at, derived, resolvedAt }: UnmetNeed): UnmetNeedView {
  return { id, need, reason, area, at: at.toISOString(), derived, resolvedAt: resolvedAt?.toISOString() ?? null };
}

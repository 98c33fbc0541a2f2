import type { SignpostingView } from './signposting.dto';
import type { Signposting } from './signposting.entity';

export function signpostingViewOf({ id, schemeId, need, area, serviceId, minutes, at, caseId }: Signposting): SignpostingView {
  return { id, schemeId, need, area, serviceId, minutes, at: at.toISOString(), caseId };
}

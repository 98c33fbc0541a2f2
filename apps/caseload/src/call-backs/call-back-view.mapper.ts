import { CallBackMissed } from '#libs/contracts';
import { eventOf } from '../cases/case-events.mapper';
import type { Case } from '../cases/case.entity';
import type { CallBackView } from './call-back.dto';
import type { CallBack } from './call-back.entity';

export function callBackViewOf({ id, state, fromAt, untilAt, workerId, reason, settledAt }: CallBack): CallBackView {
  const window = { from: fromAt.toISOString(), until: untilAt.toISOString() };
  return { id, state, ...window, by: workerId, reason, settledAt: settledAt?.toISOString() ?? null };
}

export function callBackMissed({ referralId, workerId: owner }: Case, callBack: CallBack, missedAt: Date): CallBackMissed {
  const { id, caseId, schemeId, fromAt, untilAt } = callBack;
  const workerId = callBack.workerId ?? owner ?? undefined;
  const times = { from: fromAt.toISOString(), until: untilAt.toISOString(), missedAt: missedAt.toISOString() };
  return eventOf(CallBackMissed, { referralId, caseId, callBackId: id, schemeId, ...(workerId ? { workerId } : {}), ...times });
}

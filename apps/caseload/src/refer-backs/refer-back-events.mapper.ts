import { CaseReferredBack, ReferBackAcknowledged, ReferBackEscalated } from '#libs/contracts';
import type { Case } from '../cases/case.entity';
import { eventOf } from '../cases/case-events.mapper';
import type { ReferBack } from './refer-back.entity';

type CaseOfEvent = Pick<Case, 'id' | 'referralId'>;

/** Codes only: what the link worker wrote stays here. */
export function caseReferredBack({ id: caseId, referralId }: CaseOfEvent, made: ReferBack): CaseReferredBack {
  const { id: referBackId, kind, reason: concern, referredAt, acknowledgeBy } = made;
  const times = { referredAt: referredAt.toISOString(), acknowledgeBy: acknowledgeBy.toISOString() };
  return eventOf(CaseReferredBack, { referralId, caseId, referBackId, kind, concern, ...times });
}

export function referBackAcknowledged(
  { id: caseId, referralId }: CaseOfEvent,
  referBackId: string,
  organisationId: string,
  at: Date,
): ReferBackAcknowledged {
  return eventOf(ReferBackAcknowledged, { referralId, caseId, referBackId, organisationId, acknowledgedAt: at.toISOString() });
}

export function referBackEscalated(
  { id: caseId, referralId }: CaseOfEvent,
  { id, escalations, referredAt }: ReferBack,
  at: Date,
): ReferBackEscalated {
  const times = { referredAt: referredAt.toISOString(), escalatedAt: at.toISOString() };
  return eventOf(ReferBackEscalated, { referralId, caseId, referBackId: id, times: escalations, ...times });
}

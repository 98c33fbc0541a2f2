import type { PersonDetails, ReferBackConcern, ReferBackKind } from '#libs/contracts';
import { personViewOf } from '../cases/case-view.mapper';
import type { ReferBackView } from './refer-back.dto';
import type { ReferBackReceiver } from './refer-back.entity';

/** The columns of `REFER_BACK_SOURCE` that a reader asks for. */
export const REFER_BACK_COLUMNS = `b.id, b.case_id, c.referral_id, c.reference, b.kind, b.reason, b."to", b.note, c.person, w.name AS worker_name,
  b.referred_at, b.acknowledge_by, b.escalations, b.acknowledged_at, b.acknowledged_name, b.acknowledged_organisation_id`;

/** `refer_back` as b with its case as c and the case's worker as w. */
export const REFER_BACK_SOURCE = `refer_back b JOIN "case" c ON c.id = b.case_id LEFT JOIN worker w ON w.id = c.worker_id`;

export interface ReferBackRow {
  readonly id: string;
  readonly case_id: string;
  readonly referral_id: string;
  readonly reference: string;
  readonly kind: ReferBackKind;
  readonly reason: ReferBackConcern;
  readonly to: ReferBackReceiver;
  readonly note: string | null;
  readonly person: PersonDetails | null;
  readonly worker_name: string | null;
  readonly referred_at: Date;
  readonly acknowledge_by: Date;
  readonly escalations: number;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_name: string | null;
  readonly acknowledged_organisation_id: string | null;
}

export function referBackViewOf(row: ReferBackRow): ReferBackView {
  const { id, reference, kind, reason, to, note, escalations, acknowledged_name: name, acknowledged_organisation_id: organisationId } = row;
  return {
    ...{ id, reference, kind, reason, to, note, escalations },
    caseId: row.case_id,
    referralId: row.referral_id,
    person: personViewOf(row.person),
    workerName: row.worker_name,
    referredAt: row.referred_at.toISOString(),
    acknowledgeBy: row.acknowledge_by.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: organisationId === null ? null : { name, organisationId },
  };
}

import type { PersonDetails, ReferBackConcern, ReferBackKind } from '#libs/contracts';
import { CONTACT_RULE, type ContactRule } from '../contact-rules/contact-rule.rules';
import { personViewOf } from '../cases/case-view.mapper';
import type { NoticeView, ReferBackView } from './refer-back.dto';
import type { ReferBackReceiver } from './refer-back.entity';

/** The columns of `REFER_BACK_SOURCE` that a reader asks for. */
export const REFER_BACK_COLUMNS = `b.id, b.case_id, c.referral_id, c.reference, b.kind, b.reason, b."to", CASE b."to" WHEN 'practice' THEN c.sender_name ELSE s.name END AS to_name, b.note, c.person, ${CONTACT_RULE} AS contact_rule, w.name AS worker_name,
  b.referred_at, b.acknowledge_by, b.escalations, b.acknowledged_at, b.acknowledged_name, b.acknowledged_organisation_id`;

/** `refer_back` as b with its case as c, the case's scheme as s and its worker as w. */
export const REFER_BACK_SOURCE = `refer_back b JOIN "case" c ON c.id = b.case_id JOIN scheme_copy s ON s.scheme_id = c.scheme_id LEFT JOIN worker w ON w.id = c.worker_id`;

export interface ReferBackRow {
  readonly id: string;
  readonly case_id: string;
  readonly referral_id: string;
  readonly reference: string;
  readonly kind: ReferBackKind;
  readonly reason: ReferBackConcern;
  readonly to: ReferBackReceiver;
  readonly to_name: string;
  readonly note: string | null;
  readonly person: PersonDetails | null;
  readonly contact_rule: ContactRule | null;
  readonly worker_name: string | null;
  readonly referred_at: Date;
  readonly acknowledge_by: Date;
  readonly escalations: number;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_name: string | null;
  readonly acknowledged_organisation_id: string | null;
}

export function referBackViewOf(row: ReferBackRow, notices: NoticeView[]): ReferBackView {
  const { id, reference, kind, reason, to, note, escalations, acknowledged_name: name, acknowledged_organisation_id: organisationId } = row;
  return {
    ...{ id, reference, kind, reason, to, note, escalations },
    caseId: row.case_id,
    referralId: row.referral_id,
    toName: row.to_name,
    person: personViewOf(row.person),
    contactRule: row.contact_rule,
    workerName: row.worker_name,
    referredAt: row.referred_at.toISOString(),
    acknowledgeBy: row.acknowledge_by.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: organisationId === null ? null : { name, organisationId },
    notices,
  };
}

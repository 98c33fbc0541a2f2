import type { CaseStatus, NeedCode, PersonDetails, Priority } from '#libs/contracts';
import type { CaseSummary, NextActionView, PersonView } from './case.view';

/** The columns a reader of cases asks for: `case` as c, `scheme_copy` as s, `worker` as w. */
export const CASE_COLUMNS = `c.id, c.referral_id, c.reference, c.scheme_id, s.name AS scheme_name, c.sender_name, c.status, c.person, c.priority, c.needs,
  c.received_at, c.opened_at, c.allocate_by, c.allocated_at, c.contact_by, c.first_contact_at, c.worker_id, w.name AS worker_name,
  c.next_action_type, c.next_action_title, c.next_action_owner, c.next_action_due_at, c.closed_at, c.closure_reason, c.version`;

export interface CaseRow {
  readonly id: string;
  readonly referral_id: string;
  readonly reference: string;
  readonly scheme_id: string;
  readonly scheme_name: string;
  readonly sender_name: string;
  readonly status: CaseStatus;
  readonly person: PersonDetails | null;
  readonly priority: Priority;
  readonly needs: NeedCode[];
  readonly received_at: Date;
  readonly opened_at: Date;
  readonly allocate_by: Date;
  readonly allocated_at: Date | null;
  readonly contact_by: Date;
  readonly first_contact_at: Date | null;
  readonly worker_id: string | null;
  readonly worker_name: string | null;
  readonly next_action_type: string | null;
  readonly next_action_title: string | null;
  readonly next_action_owner: 'worker' | 'queue' | null;
  readonly next_action_due_at: Date | null;
  readonly closed_at: Date | null;
  readonly closure_reason: string | null;
  readonly version: number;
}

export function caseSummaryOf(row: CaseRow): CaseSummary {
  return {
    id: row.id,
    referralId: row.referral_id,
    reference: row.reference,
    schemeId: row.scheme_id,
    schemeName: row.scheme_name,
    senderName: row.sender_name,
    status: row.status,
    person: personViewOf(row.person),
    priority: row.priority,
    needs: row.needs,
    receivedAt: row.received_at.toISOString(),
    openedAt: row.opened_at.toISOString(),
    allocateBy: row.allocate_by.toISOString(),
    allocatedAt: row.allocated_at?.toISOString() ?? null,
    contactBy: row.contact_by.toISOString(),
    firstContactAt: row.first_contact_at?.toISOString() ?? null,
    worker: row.worker_id === null ? null : { id: row.worker_id, name: row.worker_name ?? '' },
    nextAction: nextActionViewOf(row),
    closedAt: row.closed_at?.toISOString() ?? null,
    closureReason: row.closure_reason,
    version: row.version,
  };
}

// The hub's own id of the person never leaves.
function personViewOf(person: PersonDetails | null): PersonView | null {
  if (!person) return null;
  const { personId: _, ...shown } = person;
  return shown;
}

function nextActionViewOf(row: CaseRow): NextActionView | null {
  const { next_action_type: type, next_action_title: title, next_action_owner: ownerKind, next_action_due_at: dueAt } = row;
  if (type === null || title === null || ownerKind === null || dueAt === null) return null;
  const owner = ownerKind === 'worker' ? (row.worker_name ?? '') : `Unallocated queue of ${row.scheme_name}`;
  return { type, title, owner, ownerKind, dueAt: dueAt.toISOString() };
}

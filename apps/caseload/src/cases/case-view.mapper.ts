import type {
  AccessNeeds,
  CaseStatus,
  ContactMode,
  NeedCode,
  PersonDetails,
  PresentingGroup,
  Priority,
  ReferBackConcern,
} from '#libs/contracts';
import type { NextActionOwner } from '../actions/next-action.rules';
import { CONTACT_RULE, type ContactRule } from '../contact-rules/contact-rule.rules';
import type { KeepInTouchTier } from '../contacts/keep-in-touch.rules';
import type { CaseSummary, NextActionView } from './case.view';
import type { PersonView } from './person.view';

/** The practice whose clinicians the next action waits for, of `"case"` as c; null where it waits for nobody there. */
export const CLINICIANS_PRACTICE = `CASE c.next_action_owner WHEN 'clinician' THEN (SELECT c.sender_name FROM action a
    JOIN refer_back b ON b.case_id = c.id AND a.source = 'refer-back:' || b.id WHERE a.id = c.next_action_id AND b."to" = 'practice') END AS clinicians_practice`;

/** The columns a reader of cases asks for, of `CASE_SOURCE`. */
export const CASE_COLUMNS = `c.id, c.referral_id, c.reference, c.scheme_id, s.name AS scheme_name, c.sender_name, c.status, c.person, ${CONTACT_RULE} AS contact_rule, c.priority, c.needs,
  c.received_at, c.opened_at, c.allocate_by, c.allocated_at, c.contact_by, c.first_contact_at, c.worker_id, w.name AS worker_name,
  c.next_action_type, c.next_action_title, c.next_action_owner, c.next_action_due_at, c.next_action_id,
  o.id AS next_action_owner_id, o.name AS next_action_owner_name, c.review_by, c.preferred_mode, c.access_needs, c.keep_in_touch_tier, c.presenting_groups, c.area, c.closed_at, c.closure_reason, c.closure_ending, c.version,
  c.crisis_late_at, ARRAY(SELECT k.code FROM case_risk k WHERE k.case_id = c.id AND k.active ORDER BY k.code) AS active_risks, ${CLINICIANS_PRACTICE}`;

/** `case` as c with its scheme as s, its worker as w and the worker who must act as o: whom its next action names, or who covers for them today. */
export const CASE_SOURCE = `"case" c JOIN scheme_copy s ON s.scheme_id = c.scheme_id LEFT JOIN worker w ON w.id = c.worker_id
  LEFT JOIN worker o ON o.id = COALESCE((SELECT a.cover_worker_id FROM absence a
    WHERE a.worker_id = COALESCE(c.next_action_owner_id, CASE c.next_action_owner WHEN 'worker' THEN c.worker_id END)
      AND a.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/London')::date BETWEEN a.from_on AND a.until_on), c.next_action_owner_id)`;

export interface CaseRow {
  readonly id: string;
  readonly referral_id: string;
  readonly reference: string;
  readonly scheme_id: string;
  readonly scheme_name: string;
  readonly sender_name: string;
  readonly status: CaseStatus;
  readonly person: PersonDetails | null;
  readonly contact_rule: ContactRule | null;
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
  readonly next_action_owner: NextActionOwner | null;
  readonly next_action_due_at: Date | null;
  readonly next_action_id: string | null;
  readonly next_action_owner_id: string | null;
  readonly next_action_owner_name: string | null;
  readonly review_by: Date | null;
  readonly preferred_mode: ContactMode | null;
  readonly access_needs: AccessNeeds | null;
  readonly keep_in_touch_tier: KeepInTouchTier | null;
  readonly presenting_groups: PresentingGroup[];
  readonly area: string | null;
  readonly closed_at: Date | null;
  readonly closure_reason: string | null;
  readonly closure_ending: string | null;
  readonly version: number;
  readonly crisis_late_at: Date | null;
  readonly active_risks: ReferBackConcern[];
  readonly clinicians_practice: string | null;
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
    contactRule: row.contact_rule,
    crisis: row.crisis_late_at && { acknowledgeBy: row.crisis_late_at.toISOString() },
    activeRisks: row.active_risks,
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
    reviewBy: row.review_by?.toISOString() ?? null,
    preferredMode: row.preferred_mode,
    accessNeeds: row.access_needs,
    keepInTouchTier: row.keep_in_touch_tier,
    presentingGroups: row.presenting_groups,
    area: row.area,
    closedAt: row.closed_at?.toISOString() ?? null,
    closureReason: row.closure_reason,
    closureEnding: row.closure_ending,
    version: row.version,
  };
}

// The hub's own id of the person never leaves.
export function personViewOf(person: PersonDetails | null): PersonView | null {
  if (!person) return null;
  const { personId: _, ...shown } = person;
  return shown;
}

function nextActionViewOf(row: CaseRow): NextActionView | null {
  const { next_action_type: type, next_action_title: title, next_action_owner: ownerKind, next_action_due_at: dueAt } = row;
  if (type === null || title === null || ownerKind === null || dueAt === null) return null;
  const actionId = row.next_action_id;
  return {
    type,
    title,
    owner: ownerNameOf(row, ownerKind),
    ownerKind,
    ownerId: ownerIdOf(row, ownerKind),
    actionId,
    dueAt: dueAt.toISOString(),
  };
}

/** What the name of an owner is made of. */
export type OwnerRow = Pick<
  CaseRow,
  'next_action_owner' | 'next_action_owner_name' | 'worker_name' | 'scheme_name' | 'clinicians_practice'
>;

/** Who must act, by name where there is one. */
export function ownerNameOf(row: OwnerRow, kind: NextActionOwner): string {
  if (row.next_action_owner_name !== null) return row.next_action_owner_name;
  if (kind === 'worker') return row.worker_name ?? '';
  if (kind === 'queue') return `Unallocated queue of ${row.scheme_name}`;
  return `${OWNER_TITLES[kind]} of ${row.clinicians_practice ?? row.scheme_name}`;
}

function ownerIdOf(row: CaseRow, kind: NextActionOwner): string | null {
  return row.next_action_owner_id ?? (kind === 'worker' ? row.worker_id : null);
}

const OWNER_TITLES = { supervisor: 'Supervisor', clinician: 'Clinician', cover: 'Cover', lead: 'Named lead' } as const;

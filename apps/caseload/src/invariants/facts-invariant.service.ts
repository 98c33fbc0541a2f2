import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CONNECTION_TRANSITIONS } from '../connections/connection-state.rules';
import { seesScheme } from '../employments/employment.repository';
import { LONE_WORKING_ALARM } from '../lone-working/watch-home-visit.service';
import { LIMBO_ACTIONS } from '../limbo/limbo.rules';
import { ACKNOWLEDGEMENT_TIMER } from '../refer-backs/refer-case-back.service';
import { InvariantChecks } from './invariant-checks.service';

const SEES = seesScheme({
  worker: 'w.id',
  scheme: 'of.scheme',
  organisation: 'w.organisation_id',
  comesFrom: 'w.organisation_id',
  today: 'moment.today',
  now: 'moment.now',
});

// A colleague of another scheme may be asked to find who is out.
const OWNER_SEES_CASE = `
  WITH sight AS MATERIALIZED (
    SELECT w.id AS worker, w.organisation_id AS organisation, of.scheme FROM worker w CROSS JOIN LATERAL unnest(w.scheme_ids) AS of (scheme) CROSS JOIN moment
    WHERE ${SEES}),
  owned AS (
    SELECT c.id, c.worker_id AS worker, c.organisation_id AS organisation, c.scheme_id AS scheme FROM "case" c JOIN scope USING (id)
      WHERE c.status <> 'closed' AND c.worker_id IS NOT NULL
    UNION ALL SELECT c.id, a.owner_id, c.organisation_id, c.scheme_id FROM "case" c JOIN scope USING (id) JOIN action a ON a.case_id = c.id
      WHERE a.done_at IS NULL AND a.owner_id IS NOT NULL AND a.type <> '${LONE_WORKING_ALARM}'
    UNION ALL SELECT c.id, h.to_worker_id, c.organisation_id, coalesce(h.to_scheme_id, c.scheme_id) FROM "case" c JOIN scope USING (id)
      JOIN hand_over h ON h.case_id = c.id WHERE h.state = 'waiting' AND h.to_worker_id IS NOT NULL)
  SELECT id AS case_id FROM owned WHERE NOT EXISTS (
    SELECT 1 FROM sight WHERE sight.worker = owned.worker AND sight.organisation = owned.organisation AND sight.scheme = owned.scheme)`;

// A case is being handed over when, and only when, somebody is asked to take it.
const HAND_OVERS = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id)
  WHERE (c.status = 'handing-over') <> EXISTS (SELECT 1 FROM hand_over h WHERE h.case_id = c.id AND h.state = 'waiting')`;

// What lies before the referral need not count as support.
const CONTACTS_ON_RECORD = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id)
    LEFT JOIN LATERAL (SELECT count(*) AS kept, count(*) FILTER (WHERE k.at >= c.received_at) AS since, bool_or(k.at = c.first_contact_at) AS first,
      bool_or(k.at = c.last_kept_at) AS last FROM contact k WHERE k.case_id = c.id AND k.outcome = 'kept') told ON true
  WHERE c.kept_contacts NOT BETWEEN told.since AND told.kept OR (c.first_contact_at IS NULL AND told.since > 0)
    OR (c.first_contact_at IS NOT NULL AND told.first IS NOT TRUE) OR (c.last_kept_at IS NOT NULL AND told.last IS NOT TRUE)`;

const LIVE = Object.entries(CONNECTION_TRANSITIONS).flatMap(([state, next]) => (next.length > 0 ? [`'${state}'`] : []));

const CLOSED_LEAVES_NOTHING = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id)
  WHERE c.status = 'closed' AND (EXISTS (SELECT 1 FROM connection n WHERE n.case_id = c.id AND n.state IN (${LIVE.join(', ')}))
    OR EXISTS (SELECT 1 FROM action a WHERE a.case_id = c.id AND a.done_at IS NULL)
    OR EXISTS (SELECT 1 FROM call_back b WHERE b.case_id = c.id AND b.state = 'promised')
    OR EXISTS (SELECT 1 FROM planned_contact p WHERE p.case_id = c.id AND p.state = 'planned'))`;

// Also of a case that has closed: the clock runs until a clinician acknowledges.
const CRISIS_WATCHED = `
  SELECT b.case_id FROM refer_back b JOIN scope ON scope.id = b.case_id JOIN "case" c ON c.id = b.case_id
  WHERE b.acknowledged_at IS NULL
    AND (NOT EXISTS (SELECT 1 FROM timer t WHERE t.kind = '${ACKNOWLEDGEMENT_TIMER}' AND t.subject_id = b.id::text)
      OR (c.status <> 'closed' AND NOT EXISTS (SELECT 1 FROM action a WHERE a.case_id = b.case_id AND a.done_at IS NULL
        AND a.type = '${LIMBO_ACTIONS.crisis}' AND a.source = 'refer-back:' || b.id)))`;

// Who is next looked at in more than a year is forgotten, whatever is planned.
const LOOKED_AT_WITHIN_A_YEAR = `
  SELECT c.id AS case_id FROM "case" c JOIN scope USING (id) CROSS JOIN moment
  WHERE c.status <> 'closed' AND c.next_action_due_at > moment.now + interval '1 year'`;

/** Proved each night from what is on record: who owns what, what was said of contacts, and that nothing waits where nobody looks. */
@Injectable()
export class FactsInvariant implements OnModuleInit {
  constructor(private readonly checks: InvariantChecks) {}

  onModuleInit(): void {
    this.checks.add('owner-sees-case', OWNER_SEES_CASE);
    this.checks.add('hand-overs', HAND_OVERS);
    this.checks.add('contacts-on-record', CONTACTS_ON_RECORD);
    this.checks.add('closed-leaves-nothing', CLOSED_LEAVES_NOTHING);
    this.checks.add('crisis-watched', CRISIS_WATCHED);
    this.checks.add('looked-at-within-a-year', LOOKED_AT_WITHIN_A_YEAR);
  }
}

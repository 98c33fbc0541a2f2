import { CASE_SOURCE, CLINICIANS_PRACTICE } from '../cases/case-view.mapper';
import { partSql, type ListPart } from '../cases/crises-first.view';
import { LIMBO_REASON_CODES, LIMBO_REASONS, type LimboReason } from './limbo.rules';

/** Whose list it is: each has its index. */
export type LimboScope = 'worker' | 'covering' | 'schemes' | 'organisation';

// As in the indexes of the migration, or they are not used.
const SINCE = `LEAST(c.overdue_at, c.not_contacted_at, c.provider_late_at, c.blocked_late_at, c.hand_over_late_at, c.crisis_late_at,
  CASE WHEN c.next_action_type IS NULL THEN c.opened_at END)`;

/** Since when a reason holds, of `case` as c. */
function sinceOf(reason: LimboReason): string {
  const { column } = LIMBO_REASONS[reason];
  return column === null ? 'CASE WHEN c.next_action_type IS NULL THEN c.opened_at END' : `c.${column}`;
}

const REASONS = `jsonb_build_object(${LIMBO_REASON_CODES.map((reason) => `'${reason}', ${sinceOf(reason)}`).join(', ')})`;

const SCOPES: Readonly<Record<LimboScope, string>> = {
  worker: `c.worker_id = $3 AND c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2))`,
  covering: `c.worker_id = ANY($3::uuid[]) AND c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2))`,
  schemes: `c.scheme_id = mine.scheme_id AND $3::uuid IS NULL`,
  organisation: `c.organisation_id = $1 AND $2::uuid[] IS NULL AND $3::uuid IS NULL`,
};

/**
 * One page of a part of a limbo list, read from its index in the order in which it is shown. Parameters: organisation, schemes or
 * null, worker (those of a covering one) or null, now, where the page begins (time and id, or null), rows.
 */
export function limboSql(scope: LimboScope, reason: LimboReason | undefined, part: ListPart): string {
  const { isPart, at } = partSql(part, SINCE);
  const page = `SELECT c.id, ${SINCE} AS since, ${at} AS place FROM "case" c
    WHERE c.status <> 'closed' AND ${SCOPES[scope]} AND ${isPart} AND ${SINCE} <= $4::timestamptz
      ${reason === undefined ? '' : `AND ${sinceOf(reason)} <= $4`}
      AND ($5::timestamptz IS NULL OR (${at}, c.id) > ($5, $6::uuid))
    ORDER BY ${at}, c.id LIMIT $7`;
  // Of several schemes, the first rows of each are enough.
  const first =
    scope === 'schemes'
      ? `SELECT each.* FROM scheme_copy mine CROSS JOIN LATERAL (${page}) each WHERE mine.scheme_id = ANY($2::uuid[]) AND mine.organisation_id = $1`
      : page;
  return `
  WITH page AS MATERIALIZED (SELECT * FROM (${first}) f ORDER BY place, id LIMIT $7)
  SELECT c.id, c.reference, c.scheme_id, s.nation, page.since, c.crisis_late_at, ${REASONS} AS reasons, c.next_action_owner, s.name AS scheme_name,
    w.name AS worker_name, o.name AS next_action_owner_name, ${CLINICIANS_PRACTICE}
  FROM page JOIN ${CASE_SOURCE.replace('"case" c', '"case" c ON c.id = page.id')}
  ORDER BY page.place, page.id`;
}

/** How many open cases of each scheme are in limbo, by reason. Parameters: organisation, schemes or null, now. */
export const LIMBO_COUNTS = `
  SELECT c.scheme_id AS "schemeId", count(*)::integer AS "inLimbo",
    jsonb_build_object(${LIMBO_REASON_CODES.map((reason) => `'${reason}', count(*) FILTER (WHERE ${sinceOf(reason)} <= $3)`).join(', ')}) AS reasons
  FROM "case" c
  WHERE c.status <> 'closed' AND c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2)) AND ${SINCE} <= $3::timestamptz
  GROUP BY c.scheme_id ORDER BY c.scheme_id`;

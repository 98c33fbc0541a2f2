import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { CallBackCounts, CallBackCountsQueryDto } from './call-back.dto';

const COUNTS = `
  SELECT s.scheme_id AS "schemeId", s.name AS "schemeName",
    coalesce(b.made, 0) AS made, coalesce(b.missed, 0) AS "missedByService", coalesce(b.open, 0) AS open,
    (SELECT count(*)::int FROM contact k JOIN "case" c ON c.id = k.case_id
      WHERE c.scheme_id = s.scheme_id AND k.missed_by = 'person'
        AND ($4::timestamptz IS NULL OR k.at >= $4) AND ($5::timestamptz IS NULL OR k.at < $5)) AS "contactsMissedByPerson"
  FROM scheme_copy s LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'made')::int AS made, count(*) FILTER (WHERE state = 'missed-by-service')::int AS missed,
      count(*) FILTER (WHERE state = 'promised')::int AS open
    FROM call_back b
    WHERE b.organisation_id = $1 AND b.scheme_id = s.scheme_id
      AND ($4::timestamptz IS NULL OR b.until_at >= $4) AND ($5::timestamptz IS NULL OR b.until_at < $5)) b ON true
  WHERE s.organisation_id = $1 AND ($2::uuid[] IS NULL OR s.scheme_id = ANY($2)) AND ($3::uuid IS NULL OR s.scheme_id = $3)
  ORDER BY s.name, s.scheme_id`;

/** Promised calls per team: how many were made and how many the service missed (CL-14). Numbers only. */
@Injectable()
export class CallBackCountsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async count({ schemeId, from, to }: CallBackCountsQueryDto, caller: Principal): Promise<CallBackCounts[]> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    return this.transaction.read<CallBackCounts>(COUNTS, [organisationId, schemeIds, schemeId ?? null, from ?? null, to ?? null]);
  }
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Reach } from '../workers/reach.query';

/** Which connections of a service are meant: those that go on, or those that rest because of it. */
export type ServiceConnections = 'live' | 'paused';

export interface CountOfService {
  readonly connections: number;
  readonly cases: number;
}

// The first list is that of the index `connection_live_by_service`.
const FROM = `
  FROM connection n JOIN "case" c ON c.id = n.case_id
  WHERE n.service_id = $1 AND c.status <> 'closed' AND ($3::uuid IS NULL OR c.organisation_id = $3) AND ($4::uuid[] IS NULL OR c.scheme_id = ANY($4))
    AND n.state NOT IN ('sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')
    AND CASE WHEN $2 = 'live' THEN n.state <> 'paused' ELSE n.state = 'paused' AND n.reason LIKE 'service-%' END`;

/** The connections of a service in open cases; of every organisation when there is no reach. */
@Injectable()
export class ServiceConnectionsQuery {
  constructor(private readonly transaction: Transaction) {}

  async count(serviceId: string, which: ServiceConnections, reach: Reach | null): Promise<CountOfService> {
    const [row] = await this.transaction.read<CountOfService>(
      `SELECT count(*)::int AS connections, count(DISTINCT n.case_id)::int AS cases ${FROM}`,
      [serviceId, which, ...within(reach)],
    );
    return row ?? { connections: 0, cases: 0 };
  }

  /** Their cases in the order of ids, after one of them. */
  async cases(serviceId: string, which: ServiceConnections, reach: Reach | null, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.transaction.read<{ id: string }>(
      `SELECT DISTINCT n.case_id AS id ${FROM} AND ($5::uuid IS NULL OR n.case_id > $5) ORDER BY 1 LIMIT $6`,
      [serviceId, which, ...within(reach), after, limit],
    );
    return rows.map(({ id }) => id);
  }
}

function within(reach: Reach | null): [string | null, readonly string[] | null] {
  return [reach?.organisationId ?? null, reach?.schemeIds ?? null];
}

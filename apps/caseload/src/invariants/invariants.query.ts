import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import { InvariantChecks } from './invariant-checks.service';
import type { InvariantReport } from './invariant.dto';

const MOST = 200;

/** What the last check found. Identifiers and codes only. */
@Injectable()
export class InvariantsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly checks: InvariantChecks,
    private readonly reach: ReachQuery,
  ) {}

  /** An operator sees all of the hub; a supervisor the organisation. */
  async report(caller: Principal): Promise<InvariantReport> {
    const organisationId = caller.roles.includes('operator') ? null : (await this.reach.of(caller)).organisationId;
    const [last] = await this.transaction.read<{ at: Date; ms: number }>(
      `SELECT checked_at AS at, duration_ms AS ms FROM invariant_run ORDER BY checked_at DESC LIMIT 1`,
    );
    const found = await this.transaction.read<{ check: string; caseId: string; at: Date }>(
      `SELECT e.check_name AS "check", e.case_id AS "caseId", e.found_at AS at FROM invariant_exception e JOIN "case" c ON c.id = e.case_id
       WHERE $1::uuid IS NULL OR c.organisation_id = $1 ORDER BY e.found_at, e.check_name, e.case_id LIMIT $2`,
      [organisationId, MOST],
    );
    return {
      checkedAt: last?.at.toISOString() ?? null,
      durationMs: last?.ms ?? null,
      checks: this.checks.names(),
      exceptions: found.map(({ check, caseId, at }) => ({ check, caseId, foundAt: at.toISOString() })),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import { leadWorkerOf } from '../urgent-messages/urgent-message.rules';
import { ReachQuery } from '../workers/reach.query';

/** Who is asking for restricted items of a case. */
export interface RestrictedAccess {
  readonly caseId: string;
  /** The case's worker or a supervisor: may also name others. */
  readonly decides: boolean;
  /** Those, and whom they have named. */
  readonly reads: boolean;
  /** Those, and the scheme's safeguarding lead. */
  readonly readsConcerns: boolean;
}

interface Row {
  readonly worker_id: string | null;
  readonly scheme_id: string;
  readonly named: boolean;
}

const CASE = `
  SELECT c.worker_id, c.scheme_id, EXISTS (SELECT 1 FROM case_named_reader r WHERE r.case_id = c.id AND r.worker_id = $4) AS named
  FROM "case" c WHERE c.id = $1 AND c.organisation_id = $2 AND ($3::uuid[] IS NULL OR c.scheme_id = ANY($3))`;

/**
 * Who may read the restricted items of a case: sensitive needs, settings to avoid, safeguarding concerns. Its worker, a
 * supervisor, and whom they name; no other worker of the scheme, and no system.
 */
@Injectable()
export class RestrictedAccessQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly schemes: SchemeRepository,
  ) {}

  /** A case outside the caller's reach does not exist for them. */
  async of(caseId: string, caller: Principal): Promise<RestrictedAccess> {
    const { organisationId, schemeIds, workerId } = await this.reach.of(caller);
    const [row] = isUUID(caseId) ? await this.transaction.read<Row>(CASE, [caseId, organisationId, schemeIds, workerId]) : [];
    if (!row) throw new NotFoundError('case');
    if (caller.kind === 'system') return { caseId, decides: false, reads: false, readsConcerns: false };
    const decides = caller.roles.includes('supervisor') || (workerId !== null && row.worker_id === workerId);
    const reads = decides || row.named;
    const isLead = workerId !== null && leadWorkerOf(await this.schemes.settings(row.scheme_id)) === workerId;
    return { caseId, decides, reads, readsConcerns: reads || isLead };
  }
}

import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import { WorkerNotOfSchemeError } from '../workers/worker.errors';
import type { NamedReaderView } from './named-reader.dto';
import { RestrictedAccessQuery } from './restricted-access.query';

const LIST = `
  SELECT r.worker_id AS "workerId", w.name, r.named_at AS at FROM case_named_reader r JOIN worker w ON w.id = r.worker_id
  WHERE r.case_id = $1 ORDER BY r.named_at, r.worker_id`;

/** Names workers who may read the restricted items of a case, and takes that back. */
@Injectable()
export class NameReaderService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly access: RestrictedAccessQuery,
    private readonly reach: ReachQuery,
    private readonly owners: OwnersQuery,
  ) {}

  execute(caseId: string, workerId: string, may: boolean, by: Principal, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      if (!(await this.access.of(caseId, by)).decides) throw new NotFoundError('case');
      const reach = await this.reach.of(by);
      await this.changeCase.execute({ caseId, reach, by, action: may ? 'name-reader' : 'unname-reader' }, async ({ case: found }) => {
        const { organisationId, schemeId } = found;
        const [problem] = may ? await this.owners.problems('/workerId', { workerId, organisationId, schemeId }, now) : [];
        if (problem) throw new WorkerNotOfSchemeError(problem);
        const sql = may
          ? `INSERT INTO case_named_reader (case_id, worker_id, named_by, named_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`
          : `DELETE FROM case_named_reader WHERE case_id = $1 AND worker_id = $2`;
        await this.transaction.query(sql, may ? [caseId, workerId, by.subject, now] : [caseId, workerId]);
      });
    });
  }

  async list(caseId: string, caller: Principal): Promise<NamedReaderView[]> {
    if (!(await this.access.of(caseId, caller)).decides) throw new NotFoundError('case');
    const rows = await this.transaction.read<{ workerId: string; name: string; at: Date }>(LIST, [caseId]);
    return rows.map(({ workerId, name, at }) => ({ workerId, name, namedAt: at.toISOString() }));
  }
}

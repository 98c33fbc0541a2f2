import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import type { ConcernView } from './safeguarding-concern.dto';
import { SafeguardingConcern } from './safeguarding-concern.entity';

/** The concerns on a case, for its worker, a supervisor, the scheme's lead and whom they name. For others there are none to find: 404 (GV-05). */
@Injectable()
export class ConcernsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly access: RestrictedAccessQuery,
    private readonly audit: AuditService,
  ) {}

  ofCase(caseId: string, caller: Principal): Promise<ConcernView[]> {
    return this.transaction.run(async () => {
      const { readsConcerns } = await this.access.of(caseId, caller);
      if (!readsConcerns) throw new NotFoundError('case');
      const found = await this.transaction.reader.find(SafeguardingConcern, { where: { caseId }, order: { raisedAt: 'ASC', id: 'ASC' } });
      await this.audit.record({ by: caller, action: 'read-restricted', entity: 'case', entityId: caseId });
      return found.map(({ id, category, detail, leadWorkerId, raisedAt }) => ({
        ...{ id, category, detail, leadWorkerId },
        raisedAt: raisedAt.toISOString(),
      }));
    });
  }
}

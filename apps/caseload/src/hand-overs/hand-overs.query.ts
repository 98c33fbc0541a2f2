import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import type { HandOverView } from './hand-over.dto';
import { handOverViewOf } from './hand-over.mapper';
import { HandOverRepository } from './hand-over.repository';

/** The hand-overs of a case, the first one first. */
@Injectable()
export class HandOversQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly handOvers: HandOverRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  list(caseId: string, caller: Principal): Promise<HandOverView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      await this.audit.record({ by: caller, action: 'read-hand-overs', entity: 'case', entityId: caseId });
      return (await this.handOvers.ofCase(caseId)).map(handOverViewOf);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { actionViewOf } from '../actions/action-view.mapper';
import { ActionRepository } from '../actions/action.repository';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import type { NeedView } from './need.dto';
import { NeedRepository } from './need.repository';

/** A case's needs with what is done about each; the sensitive ones for those alone who may read them (CL-39). */
@Injectable()
export class NeedsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly needs: NeedRepository,
    private readonly actions: ActionRepository,
    private readonly access: RestrictedAccessQuery,
    private readonly audit: AuditService,
  ) {}

  ofCase(caseId: string, caller: Principal): Promise<NeedView[]> {
    return this.transaction.run(async () => {
      const { reads } = await this.access.of(caseId, caller);
      const [needs, actions] = [await this.needs.ofCase(caseId), await this.actions.ofCase(caseId)];
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      return needs
        .filter(({ sensitive }) => reads || !sensitive)
        .map(({ id, code, status, sensitive, note, at, source }) => {
          const served = actions.filter((action) => action.source === source).map(actionViewOf);
          return { id, code, status, sensitive, note, at: at.toISOString(), actions: served };
        });
    });
  }
}

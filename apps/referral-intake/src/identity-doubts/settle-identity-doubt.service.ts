import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import type { DoubtOutcome, IdentityDoubtView } from './identity-doubt.dto';
import { IdentityDoubtRepository } from './identity-doubt.repository';

/** Supervisors settle the doubts of their organisation, operators see and settle all. Nothing is merged by it. */
@Injectable()
export class SettleIdentityDoubtService {
  constructor(
    private readonly transaction: Transaction,
    private readonly doubts: IdentityDoubtRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  list(caller: Principal): Promise<IdentityDoubtView[]> {
    return this.doubts.list(organisationOf(caller));
  }

  execute(id: string, outcome: DoubtOutcome, by: Principal): Promise<void> {
    return this.transaction.run(async () => {
      const settled = isUUID(id) && (await this.doubts.settle(id, organisationOf(by), outcome, by.subject, this.clock.now()));
      if (!settled) throw new NotFoundError('identity-doubt');
      await this.audit.record({ by, action: `settle-as-${outcome}`, entity: 'IdentityDoubt', entityId: id });
    });
  }
}

const organisationOf = ({ roles, organisationId }: Principal): string | null => (roles.includes('operator') ? null : organisationId);

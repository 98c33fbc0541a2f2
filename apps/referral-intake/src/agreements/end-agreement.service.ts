import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { agreementViewOf } from './agreement-view.mapper';
import type { AgreementView } from './agreement.dto';
import { Agreement } from './agreement.entity';

/** Ends an agreement now: what it allowed is refused from the moment each service has heard of it. */
@Injectable()
export class EndAgreementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  execute(id: string, by: Principal, now: Date): Promise<AgreementView> {
    return this.transaction.run(async () => {
      if (!isUUID(id)) throw new NotFoundError('agreement');
      const { manager } = this.transaction;
      const found = await manager.findOne(Agreement, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!found) throw new NotFoundError('agreement');
      found.end(now);
      await manager.update(Agreement, { id }, { validUntil: found.validUntil });
      await this.outbox.add(found.toAgreementPublished());
      await this.audit.record({ by, action: 'end', entity: 'Agreement', entityId: id });
      return agreementViewOf(found, now);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { Agreement } from './agreement.entity';

/** Puts a new agreement on record and tells every service of it, in the open transaction. */
@Injectable()
export class KeepAgreementService {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  async execute(made: Agreement, by: Principal): Promise<void> {
    await this.transaction.manager.insert(Agreement, made);
    await this.outbox.add(made.toAgreementPublished());
    await this.audit.record({ by, action: 'create', entity: 'Agreement', entityId: made.id });
  }
}

import { Injectable } from '@nestjs/common';
import { strToU8, zipSync } from 'fflate';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { LegalHoldRepository } from './legal-hold.repository';
import { ReceiptRepository } from './receipt.repository';
import { CopiesGoneError, CopiesMissingError } from './records.errors';
import { recordsPage, type ServiceCopy } from './records-page.view';

/** Hands the copies of all services over as one archive, once. */
@Injectable()
export class DownloadRecordsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly holds: LegalHoldRepository,
    private readonly receipts: ReceiptRepository,
    private readonly audit: AuditService,
  ) {}

  execute(personId: string, by: Principal): Promise<Buffer> {
    return this.transaction.run(async () => {
      await this.holds.lock(personId);
      const request = await this.receipts.accessOf(personId, by.organisationId);
      if (!request) throw new NotFoundError('request');
      const { waitingFor } = await this.receipts.receiptOf(request);
      if (waitingFor.length > 0) throw new CopiesMissingError(waitingFor);
      const texts = await this.receipts.copiesFor(request.id);
      if (texts.length === 0) throw new CopiesGoneError();
      const copies = texts.map(({ service, text }): ServiceCopy => ({ service, records: JSON.parse(text) as ServiceCopy['records'] }));
      await this.receipts.forgetCopies({ personId, organisationId: by.organisationId });
      await this.audit.record({ by, action: 'download-records', entity: 'Person', entityId: personId });
      const page = recordsPage(copies, request.requestedAt);
      const json = JSON.stringify({ asOf: request.requestedAt, services: copies }, null, 2);
      return Buffer.from(zipSync({ 'records.html': strToU8(page), 'records.json': strToU8(json) }, { mtime: request.requestedAt }));
    });
  }
}

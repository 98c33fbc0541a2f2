import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { ReceiptRepository, type RecordsRequest } from './receipt.repository';
import type { PersonReceipt } from './records.dto';

const ERASED: readonly string[] = [
  'Audit entries in every service: who did what to which record and when, by ids that lead to nothing else. They show that the law was kept.',
  'This receipt, with the reason and who gave it.',
  'Topics: ids, codes and dates, for 14 days; what names the person was sealed with their key, which is destroyed.',
  'PostgreSQL’s files: deleted rows until it has vacuumed them and recycled its log, and backups until they expire.',
  'What has left the hub: at the sender, at providers, at the carriers of messages, and in the person’s own hands.',
];

const CORRECTED: readonly string[] = [
  'At the sender: have it corrected there too, or its next referral of the person is refused, or taken for somebody else.',
  'At providers: they are told to read their task again. What was sent, printed or told before is out of reach.',
  'Topics: what was wrong, sealed with the person’s key, for 14 days.',
];

/** What every service has answered so far to what an organisation asked of a person's records. */
@Injectable()
export class PersonReceiptsQuery {
  constructor(private readonly receipts: ReceiptRepository) {}

  /** The newest first. */
  async list(personId: string, organisationId: string): Promise<PersonReceipt[]> {
    const requests = await this.receipts.ofPerson(personId, organisationId);
    return Promise.all(requests.map((request) => this.receiptOf(request)));
  }

  async get(id: string): Promise<PersonReceipt> {
    const request = await this.receipts.find(id);
    if (!request) throw new NotFoundError('request');
    return this.receiptOf(request);
  }

  private async receiptOf(request: RecordsRequest): Promise<PersonReceipt> {
    const { id, kind, personId, reason, requestedAt } = request;
    return {
      id,
      kind,
      personId: personId ?? '',
      reason: reason ?? '',
      requestedAt: requestedAt.toISOString(),
      ...(await this.receipts.receiptOf(request)),
      remains: kind === 'erasure' ? [...ERASED] : kind === 'correction' ? [...CORRECTED] : [],
    };
  }
}

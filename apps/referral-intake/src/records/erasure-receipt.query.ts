import { Injectable } from '@nestjs/common';
import { NotFoundError, type ServiceName } from '#libs/contracts';
import { ReceiptRepository } from './receipt.repository';
import type { ErasureReceipt } from './records.dto';

/** Every service that holds records of referrals; identity knows only those who sign in. */
export const HOLDERS: readonly ServiceName[] = ['referral-intake', 'caseload', 'provider-gateway', 'outcomes', 'pipeline-monitor'];

const REMAINS: readonly string[] = [
  'Audit entries in every service: who did what to which record and when, by ids that lead to nothing else. They show that the law was kept.',
  'This receipt, with the reason and who gave it.',
  'Topics: ids, codes and dates, for 14 days; what names the person was sealed with their key, which is destroyed.',
  'PostgreSQL’s files: deleted rows until it has vacuumed them and recycled its log, and backups until they expire.',
  'What has left the hub: at the sender, at providers, at the carriers of messages, and in the person’s own hands.',
];

/** What every service has answered to the erasure of a person so far. */
@Injectable()
export class ErasureReceiptQuery {
  constructor(private readonly receipts: ReceiptRepository) {}

  async list(personId: string): Promise<ErasureReceipt[]> {
    return (await this.receipts.erasureOf(personId)) ? [await this.of(personId, true)] : [];
  }

  async of(personId: string, alreadyErased: boolean): Promise<ErasureReceipt> {
    const request = await this.receipts.erasureOf(personId);
    if (!request) throw new NotFoundError('erasure');
    const services = await this.receipts.answersTo(request.id);
    const answered = new Set(services.map(({ service }) => service));
    const waitingFor = HOLDERS.filter((service) => !answered.has(service));
    const { reason, requestedAt } = request;
    return {
      personId,
      reason,
      requestedAt: requestedAt.toISOString(),
      alreadyErased,
      complete: waitingFor.length === 0,
      services,
      waitingFor,
      remains: [...REMAINS],
    };
  }
}

import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { ReceiptRepository, type RecordsRequest } from './receipt.repository';
import type { RetentionReceipt } from './retention.dto';

const LATEST = 50;

/** What every service has answered to retention runs. */
@Injectable()
export class RetentionRunsQuery {
  constructor(private readonly receipts: ReceiptRepository) {}

  async get(id: string): Promise<RetentionReceipt> {
    const request = await this.receipts.find(id);
    if (!request) throw new NotFoundError('retention run');
    return this.receiptOf(request);
  }

  async latest(): Promise<RetentionReceipt[]> {
    const runs = await this.receipts.latestRuns(LATEST);
    return Promise.all(runs.map((run) => this.receiptOf(run)));
  }

  private async receiptOf(request: RecordsRequest): Promise<RetentionReceipt> {
    const { id, dryRun, requestedBy, requestedAt } = request;
    return { id, dryRun, requestedBy, requestedAt: requestedAt.toISOString(), ...(await this.receipts.receiptOf(request)) };
  }
}

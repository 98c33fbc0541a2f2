import { RecordsAnswered } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { ReceiptRepository } from './receipt.repository';

@Consumer()
export class RecordsAnsweredConsumer {
  constructor(
    private readonly transaction: Transaction,
    private readonly receipts: ReceiptRepository,
  ) {}

  @On(RecordsAnswered)
  handle(answer: RecordsAnswered): Promise<void> {
    return this.transaction.run(() => this.receipts.add(answer));
  }
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Sender } from './sender.entity';
import type { SenderView } from './sender.view';

/** Every registered sender, for the operator. */
@Injectable()
export class SendersQuery {
  constructor(private readonly transaction: Transaction) {}

  list(): Promise<SenderView[]> {
    return this.transaction.reader.find(Sender, { order: { name: 'ASC', id: 'ASC' } });
  }
}

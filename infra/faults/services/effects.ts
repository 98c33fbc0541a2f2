import { Injectable } from '@nestjs/common';
import type { MessageContext } from '#libs/messaging';
import { Transaction } from '#libs/platform';

/** The effect of an event is one row, in the transaction in which it is handled. */
@Injectable()
export class Effects {
  constructor(private readonly transaction: Transaction) {}

  async write({ topic, subject, sequence, correlationId }: MessageContext): Promise<void> {
    const number = Number(correlationId.split('/')[1]);
    await this.transaction.query(`INSERT INTO effect (topic, subject, sequence, number) VALUES ($1, $2, $3, $4)`, [
      topic,
      subject,
      sequence,
      number,
    ]);
  }
}

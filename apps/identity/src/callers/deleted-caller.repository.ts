import { Injectable } from '@nestjs/common';
import { Clock, Transaction } from '#libs/platform';

/** Who was deleted: their last tokens are refused while they could still be good, and no new client takes an old one's id. */
@Injectable()
export class DeletedCallerRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async remember(kind: 'person' | 'system', id: string): Promise<void> {
    await this.transaction.query(`INSERT INTO deleted_caller (kind, id, deleted_at) VALUES ($1, $2, $3)`, [kind, id, this.clock.now()]);
  }

  async has(kind: 'person' | 'system', id: string): Promise<boolean> {
    const found = await this.transaction.read(`SELECT 1 FROM deleted_caller WHERE kind = $1 AND id = $2`, [kind, id]);
    return found.length > 0;
  }
}

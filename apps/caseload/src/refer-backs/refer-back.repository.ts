import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ReferBack } from './refer-back.entity';

/** Under the case's lock a refer-back is made, escalated and acknowledged. */
@Injectable()
export class ReferBackRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<ReferBack> {
    const found = isUUID(id) ? await this.transaction.reader.findOneBy(ReferBack, { id }) : null;
    if (!found) throw new NotFoundError('refer-back');
    return found;
  }

  async insert(made: ReferBack): Promise<void> {
    await this.transaction.manager.insert(ReferBack, made);
  }

  async update(changed: ReferBack): Promise<void> {
    await this.transaction.manager.update(ReferBack, { id: changed.id }, changed);
  }

  /** Those of a case that no clinician has acknowledged. */
  waitingOf(caseId: string): Promise<{ id: string; referredAt: Date }[]> {
    return this.transaction.read(
      `SELECT id, referred_at AS "referredAt" FROM refer_back WHERE case_id = $1 AND acknowledged_at IS NULL ORDER BY referred_at, id`,
      [caseId],
    );
  }

  /** When the one that has waited longest was made, over all cases; null when none waits. */
  async oldestWaiting(): Promise<Date | null> {
    const [row] = await this.transaction.read<{ at: Date | null }>(
      `SELECT min(referred_at) AS at FROM refer_back WHERE acknowledged_at IS NULL`,
    );
    return row?.at ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import { RecordsAnswered, type ReferralsErased } from '#libs/contracts';
import { ErasedSubjects, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';

const ERASE: readonly (readonly [kind: string, sql: string])[] = [
  ['journey', `DELETE FROM journey WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['step', `DELETE FROM step WHERE subject = ANY ($1::uuid[]) RETURNING 1`],
  ['standstill', `DELETE FROM standstill WHERE subject = ANY ($1::text[]) RETURNING 1`],
  ['alert', `DELETE FROM alert WHERE subject = ANY ($1::text[]) RETURNING 1`],
];

/** Deletes the journeys of erased referrals: they name nobody, but their references and correlation ids are known to others. */
@Injectable()
export class EraseReferralsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly erased: ErasedSubjects,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  execute({ requestId, referralIds }: ReferralsErased): Promise<void> {
    return this.transaction.run(async () => {
      await this.erased.add(referralIds);
      const done = [];
      for (const [kind, sql] of ERASE) {
        const { length: count } = await this.transaction.query(sql, [referralIds]);
        if (count > 0) done.push({ kind, count });
      }
      const at = this.clock.now().toISOString();
      await this.outbox.add(Object.assign(new RecordsAnswered(), { service: 'pipeline-monitor', requestId, done, kept: [], at }));
    });
  }
}

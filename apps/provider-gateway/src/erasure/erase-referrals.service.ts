import { Injectable } from '@nestjs/common';
import { RecordsAnswered, type ReferralsErased } from '#libs/contracts';
import { ErasedSubjects, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';

/** In this order: attempts hang on deliveries. A worker that is sending one of them finds its lane gone and writes nothing. */
const ERASE: readonly (readonly [kind: string, sql: string])[] = [
  ['delivery_lane', `DELETE FROM delivery_lane WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  [
    'delivery_attempt',
    `DELETE FROM delivery_attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE referral_id = ANY ($1::uuid[])) RETURNING 1`,
  ],
  ['delivery', `DELETE FROM delivery WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['task', `DELETE FROM task WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['consent_word', `DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
];

/** Deletes what providers were asked and told of erased referrals. */
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
      await this.outbox.add(Object.assign(new RecordsAnswered(), { service: 'provider-gateway', requestId, done, kept: [], at }));
    });
  }
}

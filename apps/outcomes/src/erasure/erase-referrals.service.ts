import { Injectable } from '@nestjs/common';
import { RecordsAnswered, type RecordCount, type ReferralsErased } from '#libs/contracts';
import { ErasedSubjects, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';

const NOT_COUNTED = `referral_id = ANY ($1::uuid[]) AND referral_id IN (SELECT referral_id FROM episode WHERE NOT evaluation_given)`;

/** New ids, known to nobody, and days for times: the answers of one person stay together, and lead to nobody. */
const DETACH = `
  WITH old AS (SELECT e.*, gen_random_uuid() AS new_id FROM episode e WHERE referral_id = ANY ($1::uuid[])),
  made AS (
    INSERT INTO episode (referral_id, scheme_id, organisation_id, opened_at, closed_at, closure_reason, evaluation_given)
    SELECT new_id, scheme_id, organisation_id, date_trunc('day', opened_at), date_trunc('day', closed_at), closure_reason, evaluation_given FROM old)
  UPDATE measurement m SET id = gen_random_uuid(), referral_id = old.new_id, taken_at = date_trunc('day', m.taken_at),
    recorded_at = date_trunc('day', m.recorded_at)
  FROM old WHERE m.referral_id = old.referral_id RETURNING 1`;

const WHY = 'Without the person and under new ids: a scheme’s results must still count those who were helped. Days stand for times.';

/**
 * Cuts the ties between answers and person: what a scheme's results are counted from stays, under ids that lead nowhere. Whoever
 * did not say yes to evaluation is not counted, so theirs is deleted.
 */
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
      const answers = await this.transaction.query(`DELETE FROM measurement WHERE ${NOT_COUNTED} RETURNING 1`, [referralIds]);
      const refused = await this.transaction.query(`DELETE FROM episode WHERE ${NOT_COUNTED} RETURNING 1`, [referralIds]);
      const detached = await this.transaction.query(DETACH, [referralIds]);
      const episodes = await this.transaction.query(`DELETE FROM episode WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`, [referralIds]);
      const words = await this.transaction.query(`DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`, [
        referralIds,
      ]);
      const done = counted({ episode: refused.length, measurement: answers.length, consent_word: words.length });
      const kept = counted({ episode: episodes.length, measurement: detached.length }, WHY);
      const at = this.clock.now().toISOString();
      await this.outbox.add(Object.assign(new RecordsAnswered(), { service: 'outcomes', requestId, done, kept, at }));
    });
  }
}

function counted(counts: Readonly<Record<string, number>>, why?: string): RecordCount[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind, count, ...(why === undefined ? {} : { why }) }));
}

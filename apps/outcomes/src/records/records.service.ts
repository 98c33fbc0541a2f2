import { Injectable } from '@nestjs/common';
import type { RecordCount } from '#libs/contracts';
import { ErasedSubjects, HeldRecords, OutboxService, type CopiedRecords, type Deletion, type RecordsDone } from '#libs/messaging';
import { Clock, RetentionConfig, Transaction } from '#libs/platform';

const REFUSED = `referral_id = ANY ($1::uuid[]) AND referral_id IN (SELECT referral_id FROM episode WHERE NOT evaluation_given)`;
const NOT_COUNTED: readonly Deletion[] = [
  ['measurement', `DELETE FROM measurement WHERE ${REFUSED} RETURNING 1`],
  ['episode', `DELETE FROM episode WHERE ${REFUSED} RETURNING 1`],
  ['reach_move', `DELETE FROM reach_move WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['consent_word', `DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
];

/** New ids, known to nobody, and days for times: the answers of one person stay together, and lead to nobody. */
const DETACHED: readonly Deletion[] = [
  [
    'measurement',
    `WITH old AS (SELECT e.*, gen_random_uuid() AS new_id FROM episode e WHERE referral_id = ANY ($1::uuid[])),
     made AS (
       INSERT INTO episode (referral_id, scheme_id, organisation_id, opened_at, closed_at, closure_reason, evaluation_given)
       SELECT new_id, scheme_id, organisation_id, date_trunc('day', opened_at), date_trunc('day', closed_at), closure_reason, evaluation_given
       FROM old)
     UPDATE measurement m SET id = gen_random_uuid(), referral_id = old.new_id, taken_at = date_trunc('day', m.taken_at),
       recorded_at = date_trunc('day', m.recorded_at)
     FROM old WHERE m.referral_id = old.referral_id RETURNING 1`,
  ],
  ['episode', `DELETE FROM episode WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
];

const WHY = 'Without the person and under new ids: a scheme’s results must still count those who were helped. Days stand for times.';

/**
 * Cuts the ties between answers and person: what a scheme's results are counted from stays, under ids that lead nowhere. Whoever
 * did not say yes to evaluation is not counted, so theirs is deleted.
 */
@Injectable()
export class RecordsService extends HeldRecords {
  constructor(transaction: Transaction, erased: ErasedSubjects, outbox: OutboxService, clock: Clock, retention: RetentionConfig) {
    super('outcomes', transaction, erased, outbox, clock, retention);
  }

  protected override async erase(referralIds: readonly string[]): Promise<RecordsDone> {
    const done = await this.deleted(NOT_COUNTED, [referralIds]);
    const kept = await this.deleted(DETACHED, [referralIds]);
    return { done, kept: kept.map(({ kind, count }) => ({ kind, count, why: WHY })) };
  }

  protected override nameless(referralIds: readonly string[]): Promise<RecordCount[]> {
    const sql = `SELECT 1 FROM measurement WHERE referral_id = ANY ($1::uuid[])`;
    return this.keptOf('measurement', sql, referralIds, 'Answers and days by referral: nothing here says who the person is.');
  }

  protected override async copy(referralIds: readonly string[]): Promise<CopiedRecords[]> {
    const rows = (table: string): Promise<object[]> =>
      this.rowsOf(`SELECT * FROM ${table} WHERE referral_id = ANY ($1::uuid[])`, [referralIds]);
    return [
      { kind: 'episode', rows: await rows('episode') },
      { kind: 'measurement', rows: await rows('measurement') },
      { kind: 'consent_word', rows: await rows('consent_word') },
      { kind: 'reach_move', rows: await rows('reach_move') },
    ];
  }
}

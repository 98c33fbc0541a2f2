import { Injectable } from '@nestjs/common';
import type { RecordCount } from '#libs/contracts';
import { ErasedSubjects, HeldRecords, OutboxService, type Deletion, type RecordsDone } from '#libs/messaging';
import { Clock, RetentionConfig, Transaction } from '#libs/platform';

const OF_REFERRALS: readonly Deletion[] = [
  ['journey', `DELETE FROM journey WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['step', `DELETE FROM step WHERE subject = ANY ($1::uuid[]) RETURNING 1`],
  ['standstill', `DELETE FROM standstill WHERE subject = ANY ($1::text[]) RETURNING 1`],
  ['alert', `DELETE FROM alert WHERE subject = ANY ($1::text[]) RETURNING 1`],
];
const OLD: readonly Deletion[] = [['alert', `DELETE FROM alert WHERE closed_at < $1 AND NOT (subject = ANY ($2::text[])) RETURNING 1`]];

/** Journeys: they name nobody, but their references and correlation ids are known to others. */
@Injectable()
export class RecordsService extends HeldRecords {
  constructor(transaction: Transaction, erased: ErasedSubjects, outbox: OutboxService, clock: Clock, retention: RetentionConfig) {
    super('pipeline-monitor', transaction, erased, outbox, clock, retention);
  }

  protected override async erase(referralIds: readonly string[]): Promise<RecordsDone> {
    return { done: await this.deleted(OF_REFERRALS, [referralIds]), kept: [] };
  }

  protected override nameless(referralIds: readonly string[]): Promise<RecordCount[]> {
    const sql = `SELECT 1 FROM journey WHERE referral_id = ANY ($1::uuid[])`;
    return this.keptOf('journey', sql, referralIds, 'Ids, codes and times of messages: nothing here says who the person is.');
  }

  protected override expire(before: (days: number) => Date, held: readonly string[]): Promise<RecordCount[]> {
    return this.deleted(OLD, [before(this.retention.alertsDays), held]);
  }
}

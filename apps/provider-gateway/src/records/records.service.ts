import { Injectable } from '@nestjs/common';
import type { CorrectedField, PersonCorrection, RecordCount } from '#libs/contracts';
import { ErasedSubjects, HeldRecords, OutboxService, type CopiedRecords, type Deletion, type RecordsDone } from '#libs/messaging';
import { Clock, RetentionConfig, Transaction } from '#libs/platform';
import { CorrectTasksService } from '../tasks/correct-tasks.service';
import type { Task } from '../tasks/task.entity';

/** In this order: attempts hang on deliveries. A worker that is sending one of them finds its lane gone and writes nothing. */
const OF_REFERRALS: readonly Deletion[] = [
  ['delivery_lane', `DELETE FROM delivery_lane WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  [
    'delivery_attempt',
    `DELETE FROM delivery_attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE referral_id = ANY ($1::uuid[])) RETURNING 1`,
  ],
  ['delivery', `DELETE FROM delivery WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['task', `DELETE FROM task WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['consent_word', `DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
];

const SETTLED = `created_at < $1 AND state IN ('delivered', 'failed', 'skipped') AND NOT (referral_id = ANY ($2::uuid[]))`;
const OLD: readonly Deletion[] = [
  ['delivery_attempt', `DELETE FROM delivery_attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE ${SETTLED}) RETURNING 1`],
  ['delivery', `DELETE FROM delivery WHERE ${SETTLED} RETURNING 1`],
];

/** What providers were asked and told. */
@Injectable()
export class RecordsService extends HeldRecords {
  constructor(
    transaction: Transaction,
    erased: ErasedSubjects,
    outbox: OutboxService,
    clock: Clock,
    retention: RetentionConfig,
    private readonly correctTasks: CorrectTasksService,
  ) {
    super('provider-gateway', transaction, erased, outbox, clock, retention);
  }

  protected override async erase(referralIds: readonly string[]): Promise<RecordsDone> {
    return { done: await this.deleted(OF_REFERRALS, [referralIds]), kept: [] };
  }

  protected override async correct(
    referralIds: readonly string[],
    fields: readonly CorrectedField[],
    correction: PersonCorrection,
  ): Promise<RecordsDone> {
    const now = this.clock.now();
    const tasks: Task[] = [];
    for (const id of [...referralIds].sort()) tasks.push(...(await this.correctTasks.correct(id, fields, correction, now)));
    return { done: tasks.length > 0 ? [{ kind: 'task', count: tasks.length }] : [], kept: [] };
  }

  protected override nameless(referralIds: readonly string[]): Promise<RecordCount[]> {
    const sql = `SELECT 1 FROM delivery WHERE referral_id = ANY ($1::uuid[])`;
    return this.keptOf('delivery', sql, referralIds, 'Ids and codes, as they were sent: nothing in them says who the person is.');
  }

  protected override async copy(referralIds: readonly string[]): Promise<CopiedRecords[]> {
    const tasks = await this.rowsOf(`SELECT * FROM task WHERE referral_id = ANY ($1::uuid[]) ORDER BY requested_at, id`, [referralIds]);
    const deliveries = await this.rowsOf(
      `SELECT type, body, state, created_at, delivered_at FROM delivery WHERE referral_id = ANY ($1::uuid[]) ORDER BY created_at, id`,
      [referralIds],
    );
    const attempts = await this.rowsOf(
      `SELECT a.at, a.status, a.error FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id
       WHERE d.referral_id = ANY ($1::uuid[]) ORDER BY a.at, a.id`,
      [referralIds],
    );
    const words = await this.rowsOf(`SELECT * FROM consent_word WHERE referral_id = ANY ($1::uuid[]) ORDER BY at, sequence`, [referralIds]);
    return [
      { kind: 'task', rows: tasks },
      { kind: 'delivery', rows: deliveries },
      { kind: 'delivery_attempt', rows: attempts },
      { kind: 'consent_word', rows: words },
    ];
  }

  protected override expire(before: (days: number) => Date, held: readonly string[]): Promise<RecordCount[]> {
    return this.deleted(OLD, [before(this.retention.deliveriesDays), held]);
  }
}

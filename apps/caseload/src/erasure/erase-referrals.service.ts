import { Injectable } from '@nestjs/common';
import { RecordsAnswered, type RecordCount, type ReferralsErased } from '#libs/contracts';
import { ErasedSubjects, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';
import { CaseTablesQuery } from './case-tables.query';

/** What stays without its case: it counts towards a report and says of nobody who they are. */
const STATISTICS: Readonly<Record<string, { set: string; why: string }>> = {
  unmet_need: { set: 'case_id = NULL', why: 'Without the case: need, area, reason and date count towards what is missing in an area.' },
  signposting: {
    set: 'case_id = NULL, converted_at = NULL',
    why: 'Without the case: need, area and date of a short conversation, recorded before anybody was referred.',
  },
};

/** Deletes every row that belongs to the cases of erased referrals, whatever table it stands in, and keeps what is only counted. */
@Injectable()
export class EraseReferralsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tables: CaseTablesQuery,
    private readonly erased: ErasedSubjects,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  execute({ requestId, referralIds }: ReferralsErased): Promise<void> {
    return this.transaction.run(async () => {
      await this.erased.add(referralIds);
      const cases = await this.transaction.query<{ id: string }>(
        `SELECT id FROM "case" WHERE referral_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
        [referralIds],
      );
      const { done, kept } = await this.eraseCases(cases.map(({ id }) => id));
      const at = this.clock.now().toISOString();
      await this.outbox.add(Object.assign(new RecordsAnswered(), { service: 'caseload', requestId, done, kept, at }));
    });
  }

  private async eraseCases(caseIds: readonly string[]): Promise<{ done: RecordCount[]; kept: RecordCount[] }> {
    const done: RecordCount[] = [];
    const kept: RecordCount[] = [];
    const gone = [...caseIds];
    // Agreed plans are otherwise protected from being deleted; ends with the transaction.
    await this.transaction.query(`SELECT set_config('caseload.erasing', 'on', true)`);
    for (const { table, where } of await this.tables.list()) {
      const statistic = STATISTICS[table];
      const sql = statistic ? `UPDATE "${table}" SET ${statistic.set} WHERE ${where}` : `DELETE FROM "${table}" t WHERE ${where}`;
      const rows = await this.transaction.query<{ id: string | null }>(
        `${sql} RETURNING to_jsonb("${statistic ? table : 't'}") ->> 'id' AS id`,
        [caseIds],
      );
      if (rows.length === 0) continue;
      if (statistic) kept.push({ kind: table, count: rows.length, why: statistic.why });
      else {
        done.push({ kind: table, count: rows.length });
        gone.push(...rows.flatMap(({ id }) => id ?? []));
      }
    }
    await this.transaction.query(`DELETE FROM timer WHERE subject_id = ANY ($1) OR data ->> 'caseId' = ANY ($2)`, [gone, caseIds]);
    return { done, kept };
  }
}

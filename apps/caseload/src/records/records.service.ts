import { Injectable } from '@nestjs/common';
import {
  CasePersonCorrected,
  NotYetKnownError,
  type CorrectedField,
  type PersonCorrection,
  type PersonDetails,
  type RecordCount,
  type ReferralDetails,
} from '#libs/contracts';
import {
  correctedPerson,
  ErasedSubjects,
  HeldRecords,
  OutboxService,
  type CopiedRecords,
  type Deletion,
  type RecordsDone,
} from '#libs/messaging';
import { AuditService, Clock, RetentionConfig, Transaction } from '#libs/platform';
import { CaseTablesQuery } from './case-tables.query';
import { correctedDetails } from './corrected-details.rules';

/** What stays without its case: it counts towards a report and says of nobody who they are. */
const STATISTICS: Readonly<Record<string, { set: string; why: string }>> = {
  unmet_need: { set: 'case_id = NULL', why: 'Without the case: need, area, reason and date count towards what is missing in an area.' },
  signposting: {
    set: 'case_id = NULL, converted_at = NULL',
    why: 'Without the case: need, area and date of a short conversation, recorded before anybody was referred.',
  },
};

/** What a person is not given as it is stored: secrets of their link, and checksums. */
const NOT_COPIED: ReadonlySet<string> = new Set(['my_session', 'plan_seal', 'invariant_exception']);
const SECRETS = ['token_hash', 'code_id'];
const THIRD_PARTIES =
  'May hold what others said in confidence, or what could harm somebody: a professional decides what of it the person is given.';
const WEIGHED: ReadonlySet<string> = new Set([
  'safeguarding_concern',
  'case_risk',
  'refer_back',
  'clinical_care_check',
  'contact',
  'related_person',
  'referral_details',
  'contact_rule_exception',
  'urgent_message',
]);

/** What people wrote is not written anew for them. */
const WRITTEN: readonly (readonly [kind: string, why: string])[] = [
  ['referral_details', 'What the referrer wrote in their own words; phone, email and addresses in it are corrected.'],
  ['contact', 'What was written at the time; whoever wrote it says in a new contact what was wrong.'],
  ['plan', 'An agreed plan is what the person agreed to: a new version says what is right.'],
];

interface HeldPerson {
  readonly id: string;
  readonly referralId: string;
  readonly person: PersonDetails | null;
  readonly details: ReferralDetails | null;
}

const HELD = `SELECT id FROM "case" WHERE referral_id = ANY ($2::uuid[])`;
const settledMessages = (table: string): string => `DELETE FROM ${table} WHERE settled_at < $1 AND case_id NOT IN (${HELD}) RETURNING 1`;
const MESSAGES: readonly Deletion[] = ['person_message', 'urgent_message'].map((table) => [table, settledMessages(table)]);
// Of an open case an alert would only be raised again.
const ALERTS = `DELETE FROM alert WHERE raised_at < $1 AND case_id IN (SELECT id FROM "case" WHERE status = 'closed') AND case_id NOT IN (${HELD}) RETURNING 1`;
const SIGNPOSTING = `DELETE FROM signposting WHERE at < $1 AND coalesce(case_id NOT IN (${HELD}), true) RETURNING 1`;

/** Deletes every row that belongs to the cases of erased referrals, whatever table it stands in, and keeps what is only counted. */
@Injectable()
export class RecordsService extends HeldRecords {
  constructor(
    transaction: Transaction,
    erased: ErasedSubjects,
    outbox: OutboxService,
    clock: Clock,
    retention: RetentionConfig,
    private readonly tables: CaseTablesQuery,
    private readonly audit: AuditService,
  ) {
    super('caseload', transaction, erased, outbox, clock, retention);
  }

  protected override async erase(referralIds: readonly string[]): Promise<RecordsDone> {
    const cases = await this.transaction.query<{ id: string }>(
      `SELECT id FROM "case" WHERE referral_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
      [referralIds],
    );
    const caseIds = cases.map(({ id }) => id);
    const done: RecordCount[] = [];
    const kept: RecordCount[] = [];
    const gone = [...caseIds];
    // Agreed plans are otherwise protected from being deleted; ends with the transaction.
    await this.transaction.query(`SELECT set_config('caseload.erasing', 'on', true)`);
    for (const { table, where } of await this.tables.list()) {
      const statistic = STATISTICS[table];
      const sql = statistic ? `UPDATE "${table}" t SET ${statistic.set} WHERE ${where}` : `DELETE FROM "${table}" t WHERE ${where}`;
      const rows = await this.transaction.query<{ id: string | null }>(`${sql} RETURNING to_jsonb(t) ->> 'id' AS id`, [caseIds]);
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

  protected override async correct(
    referralIds: readonly string[],
    fields: readonly CorrectedField[],
    correction: PersonCorrection,
  ): Promise<RecordsDone> {
    const opened = await this.transaction.query<HeldPerson>(
      `SELECT c.id, c.referral_id AS "referralId", c.person, d.details FROM "case" c LEFT JOIN referral_details d ON d.case_id = c.id
       WHERE c.referral_id = ANY ($1::uuid[]) ORDER BY c.id FOR UPDATE OF c`,
      [referralIds],
    );
    await this.mustHaveOpened(referralIds, opened);
    const cases = opened.flatMap(({ person, ...rest }) => (person ? [{ person, ...rest }] : []));
    const at = this.clock.now().toISOString();
    for (const { id, referralId, person, details } of cases) {
      const corrected = JSON.stringify(correctedPerson(person, fields, correction));
      await this.transaction.query(`UPDATE "case" SET person = $2, version = version + 1 WHERE id = $1`, [id, corrected]);
      const rest = details && JSON.stringify(correctedDetails(details, person, fields, correction));
      if (rest !== null) await this.transaction.query(`UPDATE referral_details SET details = $2 WHERE case_id = $1`, [id, rest]);
      await this.audit.record({ by: 'caseload', action: 'correct', entity: 'case', entityId: id });
      const facts = { referralId, caseId: id, personId: person.personId, fields: [...fields], at, correction };
      await this.outbox.add(Object.assign(new CasePersonCorrected(), facts));
    }
    const ofCases = `case_id IN (SELECT id FROM "case" WHERE referral_id = ANY ($1::uuid[]))`;
    const kept: RecordCount[] = [];
    for (const [kind, why] of WRITTEN) kept.push(...(await this.keptOf(kind, `SELECT 1 FROM ${kind} WHERE ${ofCases}`, referralIds, why)));
    return { done: cases.length > 0 ? [{ kind: 'case', count: cases.length }] : [], kept };
  }

  /** A case that has yet to open would open with what was wrong: topics have no order between them. */
  private async mustHaveOpened(referralIds: readonly string[], opened: readonly HeldPerson[]): Promise<void> {
    const known = new Set([...opened.map(({ referralId }) => referralId), ...(await this.erased.of(referralIds))]);
    if (referralIds.some((id) => !known.has(id))) throw new NotYetKnownError('The case of a referral');
  }

  protected override async copy(referralIds: readonly string[]): Promise<CopiedRecords[]> {
    const cases = await this.transaction.query<{ id: string }>(`SELECT id FROM "case" WHERE referral_id = ANY ($1::uuid[])`, [referralIds]);
    const caseIds = cases.map(({ id }) => id);
    const copied: CopiedRecords[] = [];
    for (const { table, where } of [...(await this.tables.list())].reverse()) {
      if (NOT_COPIED.has(table)) continue;
      const found = await this.transaction.query<{ row: object }>(
        `SELECT to_jsonb(t) - $2::text[] AS row FROM "${table}" t WHERE ${where}`,
        [caseIds, SECRETS],
      );
      const rows = found.map(({ row }) => row);
      copied.push({ kind: table, rows, ...(WEIGHED.has(table) ? { note: THIRD_PARTIES } : {}) });
    }
    return copied;
  }

  protected override async expire(before: (days: number) => Date, held: readonly string[]): Promise<RecordCount[]> {
    const { personMessagesDays, alertsDays, signpostingDays } = this.retention;
    return [
      ...(await this.deleted(MESSAGES, [before(personMessagesDays), held])),
      ...(await this.deleted([['alert', ALERTS]], [before(alertsDays), held])),
      ...(await this.deleted([['signposting', SIGNPOSTING]], [before(signpostingDays), held])),
    ];
  }
}

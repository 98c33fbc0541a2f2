import {
  RecordsAnswered,
  RecordsCopy,
  type CorrectedField,
  type PersonCorrected,
  type PersonCorrection,
  type RecordCount,
  type RecordsCopyRequested,
  type ReferralsErased,
  type RetentionRequested,
  type ServiceName,
} from '#libs/contracts';
import { dropAuditMonths, type Clock, type RetentionConfig, type Transaction } from '#libs/platform';
import type { ErasedSubjects } from '../erasing/erased-subjects';
import { PersonErasedError } from '../sealing/sealing.errors';
import type { OutboxService } from '../outbox/outbox.service';

/** What was done with records, and what is kept of them and why. */
export interface RecordsDone {
  readonly done: readonly RecordCount[];
  readonly kept: readonly RecordCount[];
}

/** Records of one kind, as they are stored, none as well: the person reads that too. `note` says what is to be weighed before the person is given them. */
export interface CopiedRecords {
  readonly kind: string;
  readonly note?: string;
  readonly rows: readonly object[];
}

/** A kind of record, and a statement that deletes some of it and returns a row for each. */
export type Deletion = readonly [kind: string, sql: string];

const DAY_MS = 86_400_000;
/** Of a copy in one event, in characters of base64: events are limited to 900 kB. */
const PART = 400_000;

/**
 * A service's part in what is done with records: it erases what it holds of referrals when they are erased (GV-08), and what has had its
 * time (GV-03), and answers in the same transaction. A dry run does the same work, counts, and takes it back.
 */
export abstract class HeldRecords {
  constructor(
    private readonly service: ServiceName,
    protected readonly transaction: Transaction,
    protected readonly erased: ErasedSubjects,
    protected readonly outbox: OutboxService,
    protected readonly clock: Clock,
    protected readonly retention: RetentionConfig,
  ) {}

  /** Erases all that is held of these referrals. */
  protected abstract erase(referralIds: readonly string[]): Promise<RecordsDone>;

  /** Deletes what is older than its kind is kept and hangs on none of the held referrals; `before` says from when by the days it is kept. */
  protected expire(_before: (days: number) => Date, _heldReferralIds: readonly string[]): Promise<RecordCount[]> {
    return Promise.resolve([]);
  }

  /** All that is held of these referrals, for the person themselves; undefined where nothing says who they are. */
  protected copy(_referralIds: readonly string[]): Promise<readonly CopiedRecords[] | undefined> {
    return Promise.resolve(undefined);
  }

  /** Corrects what is held of these referrals; only asked for when the service may know who the person is. */
  protected correct(
    _referralIds: readonly string[],
    _fields: readonly CorrectedField[],
    _correction: PersonCorrection,
  ): Promise<RecordsDone> {
    return Promise.resolve({ done: [], kept: [] });
  }

  /** What is held of these referrals and says of nobody who they are, and so needs no correction. */
  protected nameless(_referralIds: readonly string[]): Promise<readonly RecordCount[]> {
    return Promise.resolve([]);
  }

  onCorrected({ requestId, referralIds, fields, correction }: PersonCorrected): Promise<void> {
    return this.transaction.run(async () => {
      const nothing = (): Promise<RecordsDone> => Promise.resolve({ done: [], kept: [] });
      const { done, kept } = correction
        ? await unlessErased(() => this.correct(referralIds, fields, correction), nothing)
        : await nothing();
      await this.answer(requestId, { done, kept: [...kept, ...(await this.nameless(referralIds))] });
    });
  }

  onErased({ requestId, referralIds }: ReferralsErased): Promise<void> {
    return this.transaction.run(async () => {
      await this.erased.add(referralIds);
      await this.answer(requestId, await this.erase(referralIds));
    });
  }

  onRetention({ requestId, dryRun, asOf, referralIds, heldReferralIds }: RetentionRequested): Promise<void> {
    const before = (days: number): Date => new Date(Date.parse(asOf) - days * DAY_MS);
    return this.transaction.run(async () => {
      const work = (): Promise<RecordsDone> => (referralIds.length > 0 ? this.erase(referralIds) : this.expireAll(before, heldReferralIds));
      await this.answer(requestId, dryRun ? await this.transaction.takenBack(work) : await work());
    });
  }

  private async expireAll(before: (days: number) => Date, heldReferralIds: readonly string[]): Promise<RecordsDone> {
    const done = await this.expire(before, heldReferralIds);
    // A month of the trail cannot be taken apart: while a legal hold stands, all of it may be asked for.
    const count = heldReferralIds.length > 0 ? 0 : await dropAuditMonths(this.transaction, this.service, before(this.retention.auditDays));
    return { done: count > 0 ? [...done, { kind: 'audit_entry', count }] : done, kept: [] };
  }

  onCopyRequested({ requestId, personId, referralIds }: RecordsCopyRequested): Promise<void> {
    return this.transaction.run(async () => {
      const copied = await this.copy(referralIds);
      const done = (copied ?? []).map(({ kind, rows }) => ({ kind, count: rows.length })).filter(({ count }) => count > 0);
      if (!copied || copied.length === 0) return this.answer(requestId, { done, kept: [] });
      return unlessErased(
        () => this.answerWithCopy(requestId, personId, copied, done),
        () => this.answer(requestId, { done: [], kept: [] }),
      );
    });
  }

  private async answerWithCopy(
    requestId: string,
    personId: string,
    copied: readonly CopiedRecords[],
    done: readonly RecordCount[],
  ): Promise<void> {
    const text = Buffer.from(JSON.stringify(copied)).toString('base64');
    for (let start = 0; start < text.length; start += PART) {
      const more = start + PART < text.length;
      const copy = Object.assign(new RecordsCopy(), { part: text.slice(start, start + PART) });
      await this.answer(requestId, { done: more ? [] : done, kept: [] }, { personId, copy, more });
    }
  }

  /** In the open transaction: the rows of a statement as they are stored, by their columns' names. */
  protected rowsOf(sql: string, parameters: readonly unknown[]): Promise<object[]> {
    return this.transaction.query<object>(sql, parameters);
  }

  /** In the open transaction: how many rows a statement finds of the referrals, as something that is kept, if any. */
  protected async keptOf(kind: string, sql: string, referralIds: readonly string[], why: string): Promise<RecordCount[]> {
    const { length: count } = await this.transaction.query(sql, [referralIds]);
    return count > 0 ? [{ kind, count, why }] : [];
  }

  /** In the open transaction: what the deletions returned, by kind. */
  protected async deleted(deletions: readonly Deletion[], parameters: readonly unknown[]): Promise<RecordCount[]> {
    const counts: RecordCount[] = [];
    for (const [kind, sql] of deletions) {
      const { length: count } = await this.transaction.query(sql, parameters);
      if (count > 0) counts.push({ kind, count });
    }
    return counts;
  }

  private async answer(
    requestId: string,
    { done, kept }: RecordsDone,
    copy: { personId?: string; copy?: RecordsCopy; more?: boolean } = {},
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.outbox.add(Object.assign(new RecordsAnswered(), { service: this.service, requestId, done, kept, at, ...copy }));
  }
}

/** When the person is erased meanwhile, what is done instead: there is nobody left to do it for, and the erasure waits behind this message. */
async function unlessErased<T>(work: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PersonErasedError) return instead();
    throw error;
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RetentionRequested, type RecordCount } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Clock, dropAuditMonths, RetentionConfig, Transaction, type Principal } from '#libs/platform';
import { CLOSED_PROGRESS } from '../referrals/referral.entity';
import { EraseReferralsService } from './erase-referrals.service';
import { LegalHoldRepository } from './legal-hold.repository';
import { ReceiptRepository } from './receipt.repository';

const DAY_MS = 86_400_000;
/** Referrals of one event, and of one answer. */
const AT_ONCE = 200;

interface Due {
  readonly id: string;
  readonly personId: string;
}

// A referral that has ended is last modified when it ended, or when something of it was still told.
const DUE = `
  SELECT r.id, r.person_id AS "personId" FROM referral r
  WHERE r.progress = ANY ($1) AND r.last_modified < $2 AND ($3::uuid IS NULL OR r.person_id = $3)
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = r.person_id AND h.ended_at IS NULL)
  ORDER BY r.person_id, r.id`;
const HELD = `SELECT r.id FROM referral r WHERE r.person_id IN (SELECT person_id FROM legal_hold WHERE ended_at IS NULL) ORDER BY r.id`;
const LAST = `
  SELECT coalesce((SELECT max(requested_at) FROM records_request WHERE kind = 'retention' AND requested_by = $1),
    (SELECT min(received_at) FROM referral)) AS at`;

/** Who asks when nobody does. */
const SCHEDULE = 'schedule';

/**
 * Runs the retention schedule (GV-03): erases referrals whose time has passed, one person at a time, and has every service delete what is
 * older than its kind is kept. A dry run counts the same and deletes nothing. What a process that dies leaves undone the next run does.
 */
@Injectable()
export class RunRetentionService {
  constructor(
    private readonly transaction: Transaction,
    private readonly receipts: ReceiptRepository,
    private readonly holds: LegalHoldRepository,
    private readonly referrals: EraseReferralsService,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly config: RetentionConfig,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the run's receipt. */
  async execute(dryRun: boolean, by: Principal | typeof SCHEDULE): Promise<string> {
    const id = await this.begin(dryRun, by, () => Promise.resolve(true));
    if (id === undefined) throw new Error('a run that is asked for begins');
    return id;
  }

  /** Once a day, on one instance. */
  async daily(): Promise<void> {
    const now = this.clock.now();
    await this.begin(false, SCHEDULE, async () => {
      const [last] = await this.transaction.query<{ at: Date | null }>(LAST, [SCHEDULE]);
      return last?.at != null && now.getTime() - last.at.getTime() >= DAY_MS;
    });
  }

  private async begin(dryRun: boolean, by: Principal | typeof SCHEDULE, due: () => Promise<boolean>): Promise<string | undefined> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - this.config.referralsDays * DAY_MS);
    const id = randomUUID();
    const begun = await this.transaction.run(async () => {
      await this.transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('retention run', 0))`);
      if (!(await due())) return undefined;
      await this.receipts.request({ id, kind: 'retention', by: typeof by === 'string' ? by : by.subject, at: now, dryRun });
      await this.audit.record({ by, action: dryRun ? 'dry-run' : 'run', entity: 'Retention', entityId: id });
      const found = await this.transaction.query<Due>(DUE, [CLOSED_PROGRESS, before, null]);
      await this.tellServices(id, dryRun, now, dryRun ? found : []);
      return found;
    });
    if (!begun) return undefined;
    if (!dryRun) for (const personId of new Set(begun.map((each) => each.personId))) await this.erase(id, personId, before);
    return id;
  }

  private async tellServices(requestId: string, dryRun: boolean, now: Date, due: readonly Due[]): Promise<void> {
    const held = await this.transaction.query<{ id: string }>(HELD);
    const heldReferralIds = held.map(({ id }) => id);
    const chunks: Due[][] = [[]];
    for (let start = 0; start < due.length; start += AT_ONCE) chunks.push(due.slice(start, start + AT_ONCE));
    for (const chunk of chunks) {
      const referralIds = chunk.map(({ id }) => id);
      const facts = { requestId, dryRun, asOf: now.toISOString(), referralIds, heldReferralIds };
      await this.outbox.add(Object.assign(new RetentionRequested(), facts));
      await this.receipts.published(requestId);
      const own = chunk.length > 0 ? await this.counted(chunk) : { done: await this.expired(dryRun, now, held.length > 0), kept: [] };
      await this.receipts.add({ service: 'referral-intake', requestId, ...own, at: now.toISOString() });
    }
  }

  /** What goes by its own date; a dry run takes it back. */
  private async expired(dryRun: boolean, now: Date, anybodyHeld: boolean): Promise<RecordCount[]> {
    const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    const expire = async (): Promise<RecordCount[]> => [
      { kind: 'copy', count: await this.receipts.forgetCopies({ before: before(this.config.archivesDays) }) },
      { kind: 'retention_receipt', count: await this.receipts.forgetRuns(before(this.config.receiptsDays)) },
      // A month of the trail cannot be taken apart: while a legal hold stands, all of it may be asked for.
      {
        kind: 'audit_entry',
        count: anybodyHeld ? 0 : await dropAuditMonths(this.transaction, 'referral-intake', before(this.config.auditDays)),
      },
    ];
    const counts = dryRun ? await this.transaction.takenBack(expire) : await expire();
    return counts.filter(({ count }) => count > 0);
  }

  /** What would go, by doing it and taking it back. */
  private async counted(due: readonly Due[]): Promise<{ done: RecordCount[]; kept: RecordCount[] }> {
    const personIds = due.map(({ personId }) => personId);
    const referralIds = due.map(({ id }) => id);
    const { done, kept } = await this.transaction.takenBack(() => this.referrals.delete(personIds, referralIds));
    return { done, kept };
  }

  private erase(requestId: string, personId: string, before: Date): Promise<void> {
    return this.transaction.run(async () => {
      await this.holds.lock(personId);
      // Anew under the lock: a hold may have been placed meanwhile.
      const due = await this.transaction.query<Due>(`${DUE} FOR UPDATE OF r`, [CLOSED_PROGRESS, before, personId]);
      if (due.length === 0) return;
      await this.referrals.execute(
        requestId,
        personId,
        due.map(({ id }) => id),
      );
    });
  }
}

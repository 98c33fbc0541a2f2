import { Injectable } from '@nestjs/common';
import { RecordsAnswered, ReferralsErased, type RecordCount } from '#libs/contracts';
import { ErasedSubjects, Keyring, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';
import { ReceiptRepository } from './receipt.repository';

/** Of a sender's staff and organisations, stored once for all of its referrals. */
const STAFF = `r.type IN ('Organization', 'Practitioner', 'PractitionerRole') AND EXISTS (SELECT 1 FROM resource_identifier i WHERE i.id = r.id AND i.conditional)`;
/** Of a person who has other referrals, stored once for all of them. */
const SHARED = `r.type = 'Patient' AND EXISTS (SELECT 1 FROM referral o WHERE o.patient_id = r.id)`;

/** In this order: the referral first, so that what follows sees whether others of the person are left. */
const ERASE: readonly (readonly [kind: string, sql: string])[] = [
  ['referral', `DELETE FROM referral WHERE id = ANY ($1::uuid[]) RETURNING 1`],
  ['exchange', `DELETE FROM exchange WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['connection', `DELETE FROM connection WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['consent_word', `DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  ['standstill', `DELETE FROM standstill WHERE referral_id = ANY ($1::uuid[]) RETURNING 1`],
  [
    'fhir_resource',
    `WITH gone AS (DELETE FROM fhir_resource r WHERE referral_id = ANY ($1::uuid[]) AND NOT (${STAFF}) AND NOT (${SHARED}) RETURNING id),
       names AS (DELETE FROM resource_identifier WHERE id IN (SELECT id FROM gone))
     SELECT 1 FROM gone`,
  ],
];

const WHY_STAFF = 'Of the sender’s organisations and staff, which it names in several referrals; nothing of the person.';

/**
 * Deletes referrals with all that came with them, has every other service do the same, and writes its own part of the receipt. With a person's last
 * referral goes the key that sealed what lies in topics of them.
 */
@Injectable()
export class EraseReferralsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly erased: ErasedSubjects,
    private readonly receipts: ReceiptRepository,
    private readonly outbox: OutboxService,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** In the open transaction. Referrals that are open must not come here. */
  async execute(requestId: string, personId: string, referralIds: readonly string[]): Promise<void> {
    await this.erased.add(referralIds);
    const done: RecordCount[] = [];
    for (const [kind, sql] of ERASE) {
      const { length: count } = await this.transaction.query(sql, [referralIds]);
      if (count > 0) done.push({ kind, count });
    }
    const alone = await this.personIfAlone(personId);
    done.push(...alone);
    const kept = await this.keptOf(referralIds);
    const at = this.clock.now().toISOString();
    await this.receipts.add(Object.assign(new RecordsAnswered(), { service: 'referral-intake', requestId, done, kept, at }));
    await this.outbox.add(Object.assign(new ReferralsErased(), { requestId, personId, referralIds, at }));
    // Last, for it does not roll back: if the transaction fails after it, the same again completes it.
    if (alone.length > 0) await this.keyring.erase(personId);
  }

  private async personIfAlone(personId: string): Promise<RecordCount[]> {
    const left = await this.transaction.query(`SELECT 1 FROM referral WHERE person_id = $1 LIMIT 1`, [personId]);
    if (left.length > 0) return [];
    await this.transaction.query(`DELETE FROM patient WHERE person_id = $1`, [personId]);
    const gone = await this.transaction.query(`DELETE FROM person WHERE id = $1 RETURNING 1`, [personId]);
    return gone.length > 0 ? [{ kind: 'person', count: gone.length }] : [];
  }

  private async keptOf(referralIds: readonly string[]): Promise<RecordCount[]> {
    const rows = await this.transaction.query<{ type: string }>(
      `SELECT type FROM fhir_resource WHERE referral_id = ANY ($1::uuid[]) AND type <> 'Patient'`,
      [referralIds],
    );
    return rows.length > 0 ? [{ kind: 'fhir_resource', count: rows.length, why: WHY_STAFF }] : [];
  }
}

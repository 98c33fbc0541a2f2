import { Injectable } from '@nestjs/common';
import { ReferralsErased, type RecordCount } from '#libs/contracts';
import { ErasedSubjects, Keyring, OutboxService } from '#libs/messaging';
import { Clock, Transaction } from '#libs/platform';
import { ReceiptRepository } from './receipt.repository';

/** Of a sender's staff and organisations, stored once for all of its referrals. */
const STAFF = `r.type IN ('Organization', 'Practitioner', 'PractitionerRole') AND EXISTS (SELECT 1 FROM resource_identifier i WHERE i.id = r.id AND i.conditional)`;
/** Of a person who has other referrals, stored once for all of them. */
const SHARED = `r.type = 'Patient' AND EXISTS (SELECT 1 FROM referral o WHERE o.patient_id = r.id)`;
const WHY_STAFF = 'Of the sender’s organisations and staff, which it names in several referrals; nothing of the person.';

/** In this order: the referral before the resources, so that what follows sees whether others of the person are left. */
const OF_REFERRALS: readonly (readonly [kind: string, sql: string])[] = [
  ['identity_doubt', `DELETE FROM identity_doubt WHERE referral_id = ANY ($1::uuid[]) RETURNING id`],
  ['referral', `DELETE FROM referral WHERE id = ANY ($1::uuid[]) RETURNING id`],
  ['exchange', `DELETE FROM exchange WHERE referral_id = ANY ($1::uuid[]) RETURNING id`],
  ['connection', `DELETE FROM connection WHERE referral_id = ANY ($1::uuid[]) RETURNING id`],
  ['consent_word', `DELETE FROM consent_word WHERE referral_id = ANY ($1::uuid[]) RETURNING referral_id AS id`],
  ['reach_move', `DELETE FROM reach_move WHERE referral_id = ANY ($1::uuid[]) RETURNING referral_id AS id`],
  ['standstill', `DELETE FROM standstill WHERE referral_id = ANY ($1::uuid[]) RETURNING referral_id AS id`],
  [
    'fhir_resource',
    `WITH gone AS (DELETE FROM fhir_resource r WHERE referral_id = ANY ($1::uuid[]) AND NOT (${STAFF}) AND NOT (${SHARED}) RETURNING id),
       names AS (DELETE FROM resource_identifier WHERE id IN (SELECT id FROM gone))
     SELECT id FROM gone`,
  ],
];
/** What is shared belongs from now on to one of the referrals that are left, and goes with it. */
const PASS_ON = `
  UPDATE fhir_resource r SET referral_id = (SELECT o.id FROM referral o WHERE o.patient_id = r.id ORDER BY o.received_at, o.id LIMIT 1)
  WHERE r.referral_id = ANY ($1::uuid[]) AND ${SHARED}`;
const KEPT = `SELECT 1 FROM fhir_resource WHERE referral_id = ANY ($1::uuid[]) AND type <> 'Patient'`;
/** Persons of whom no referral is left. */
const ALONE = `= ANY ($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.person_id =`;
const PATIENTS = `DELETE FROM patient p WHERE p.person_id ${ALONE} p.person_id)`;
/** A doubt whether somebody is a person of whom nothing is left is none. */
const DOUBTS = `DELETE FROM identity_doubt WHERE other_person_id = ANY ($1::uuid[]) RETURNING id`;
const PERSONS = `DELETE FROM person p WHERE p.id ${ALONE} p.id) RETURNING id`;

/**
 * Deletes referrals with all that came with them, has every other service do the same, and writes its own part of the receipt. With a person's
 * last referral goes the key that sealed what lies in topics of them.
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
    const { done, kept, personIds } = await this.delete([personId], referralIds);
    const at = this.clock.now().toISOString();
    await this.outbox.add(Object.assign(new ReferralsErased(), { requestId, personId, referralIds, at }));
    await this.receipts.forgetCopies({ personId });
    await this.receipts.published(requestId);
    await this.receipts.add({ service: 'referral-intake', requestId, done, kept, at });
    // Last, for it does not roll back: if the transaction fails after it, the same again completes it.
    for (const alone of personIds) await this.keyring.erase(alone);
  }

  /** Only this service's own; answers the persons of whom nothing is left. */
  async delete(
    ofPersons: readonly string[],
    referralIds: readonly string[],
  ): Promise<{ done: RecordCount[]; kept: RecordCount[]; personIds: string[] }> {
    const done: RecordCount[] = [];
    for (const [kind, sql] of OF_REFERRALS) done.push({ kind, count: (await this.transaction.query(sql, [referralIds])).length });
    await this.transaction.query(PASS_ON, [referralIds]);
    await this.transaction.query(PATIENTS, [ofPersons]);
    const persons = await this.transaction.query<{ id: string }>(PERSONS, [ofPersons]);
    const gone = persons.map(({ id }) => id);
    done.push({ kind: 'person', count: gone.length });
    done.push({ kind: 'identity_doubt', count: (await this.transaction.query(DOUBTS, [gone])).length });
    const staff = await this.transaction.query(KEPT, [referralIds]);
    const kept = [{ kind: 'fhir_resource', count: staff.length, why: WHY_STAFF }];
    const some = ({ count }: RecordCount): boolean => count > 0;
    return { done: done.filter(some), kept: kept.filter(some), personIds: gone };
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, RecordsAnswered, RecordsCopy, RecordsCopyRequested } from '#libs/contracts';
import { OutboxService, type CopiedRecords } from '#libs/messaging';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { LegalHoldRepository } from './legal-hold.repository';
import { ReceiptRepository } from './receipt.repository';

const REFERRALS = `SELECT r.* FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.person_id = $1 AND s.organisation_id = $2 ORDER BY r.received_at, r.id`;
const OF_SENDER = 'May name others, or say what could harm somebody: a professional decides what of it the person is given.';
/** By referral; whom else a doubt of identity is about is not this person's to know. */
const OWN: readonly (readonly [kind: string, sql: string, note?: string])[] = [
  ['person', `SELECT p.* FROM person p WHERE p.id IN (SELECT person_id FROM referral WHERE id = ANY ($1::uuid[]))`],
  ['patient', `SELECT p.* FROM patient p WHERE p.id IN (SELECT patient_id FROM referral WHERE id = ANY ($1::uuid[]))`],
  [
    'resource_identifier',
    `SELECT DISTINCT i.type, i.system, i.value FROM resource_identifier i JOIN fhir_resource r ON r.id = i.id
     WHERE r.referral_id = ANY ($1::uuid[]) ORDER BY i.type, i.system, i.value`,
  ],
  ['consent_word', `SELECT * FROM consent_word WHERE referral_id = ANY ($1::uuid[]) ORDER BY at, sequence`],
  ['identity_doubt', `SELECT referral_id, found_at, settled_at, outcome FROM identity_doubt WHERE referral_id = ANY ($1::uuid[])`],
  ['reach_move', `SELECT * FROM reach_move WHERE referral_id = ANY ($1::uuid[])`],
  ['standstill', `SELECT * FROM standstill WHERE referral_id = ANY ($1::uuid[])`],
  ['connection', `SELECT * FROM connection WHERE referral_id = ANY ($1::uuid[]) ORDER BY requested_at, id`],
  [
    'fhir_resource',
    `SELECT type, id, version, last_updated, content FROM fhir_resource
     WHERE referral_id = ANY ($1::uuid[]) OR (type = 'Patient' AND id IN (SELECT patient_id FROM referral WHERE id = ANY ($1::uuid[])))
     ORDER BY referral_id, position`,
    OF_SENDER,
  ],
  [
    'exchange',
    `SELECT at, direction, about, withheld, convert_from(body, 'UTF8') AS message FROM exchange WHERE referral_id = ANY ($1::uuid[]) ORDER BY at, id`,
    OF_SENDER,
  ],
];

/** Asks every service for a copy of what it holds of a person (GV-08): of the referrals to the caller's own schemes, nobody else's. Answers the request on record. */
@Injectable()
export class AccessRecordsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly holds: LegalHoldRepository,
    private readonly receipts: ReceiptRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  execute(personId: string, reason: string, by: Principal): Promise<string> {
    return this.transaction.run(async () => {
      await this.holds.lock(personId);
      const { organisationId, subject } = by;
      const referrals = await this.transaction.query<{ id: string }>(REFERRALS, [personId, organisationId]);
      if (referrals.length === 0) throw new NotFoundError('person');
      const now = this.clock.now();
      const id = randomUUID();
      // One archive at a time: what was not downloaded before is forgotten.
      await this.receipts.forgetCopies({ personId, organisationId });
      await this.receipts.request({ id, kind: 'access', personId, organisationId, reason, by: subject, at: now });
      await this.audit.record({ by, action: 'copy-records', entity: 'Person', entityId: personId });
      const facts = { requestId: id, personId, referralIds: referrals.map((each) => each.id), at: now.toISOString() };
      await this.outbox.add(Object.assign(new RecordsCopyRequested(), facts));
      await this.receipts.published(id);
      await this.receipts.add(await this.own(facts, referrals));
      return id;
    });
  }

  private async own({ requestId, referralIds, at }: RecordsCopyRequested, referrals: readonly object[]): Promise<RecordsAnswered> {
    const copied: CopiedRecords[] = [{ kind: 'referral', rows: referrals }];
    for (const [kind, sql, note] of OWN) {
      copied.push({ kind, rows: await this.transaction.query<object>(sql, [referralIds]), ...(note === undefined ? {} : { note }) });
    }
    const copy = Object.assign(new RecordsCopy(), { part: Buffer.from(JSON.stringify(copied)).toString('base64') });
    const done = copied.map(({ kind, rows }) => ({ kind, count: rows.length })).filter(({ count }) => count > 0);
    return Object.assign(new RecordsAnswered(), { service: 'referral-intake', requestId, done, kept: [], at, copy });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Patient } from '@medplum/fhirtypes';
import {
  CORRECTED_FIELDS,
  InvalidRequestError,
  NotFoundError,
  PersonCorrected,
  PersonCorrection,
  PersonName,
  type CorrectedField,
  type FieldProblem,
  type RecordCount,
  type RecordsAnswered,
} from '#libs/contracts';
import { correctPatient, ID_SYSTEMS, identityOf, isNhsNumber, toPersonDetails } from '#libs/fhir';
import { OutboxService } from '#libs/messaging';
import { AuditService, Clock, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { IdentityDoubtRepository } from '../identity-doubts/identity-doubt.repository';
import { ReferralIntakeConfig } from '../referral-intake.config';
import { tellsWho } from '../referrals/telling-number.rules';
import type { CorrectPersonDto } from './correct-person.dto';
import { LegalHoldRepository } from './legal-hold.repository';
import { ReceiptRepository } from './receipt.repository';
import { NothingToCorrectError, PersonSharedError, SamePersonError } from './records.errors';

interface OfPerson {
  readonly id: string;
  readonly patientId: string;
  readonly organisationId: string;
}

interface StoredPatient {
  readonly id: string;
  readonly content: Patient;
}

const REFERRALS = `
  SELECT r.id, r.patient_id AS "patientId", s.organisation_id AS "organisationId"
  FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.person_id = $1 ORDER BY r.received_at, r.id FOR UPDATE OF r`;
const PATIENTS = `SELECT id, content FROM fhir_resource WHERE type = 'Patient' AND id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`;
const CORRECT = `UPDATE fhir_resource SET content = $2, version = version + 1, last_updated = $3 WHERE type = 'Patient' AND id = $1`;
/** By the number a sender finds its Patient again, under the new one from now on; where it has another Patient under that, that one is found. */
const FORGET_NUMBER = `DELETE FROM resource_identifier WHERE type = 'Patient' AND id = $1 AND system = $2 RETURNING conditional`;
const FIND_BY_NUMBER = `
  INSERT INTO resource_identifier (sender_id, type, system, value, id, open_referral, conditional)
  SELECT r.sender_id, 'Patient', $2, $3, r.id, false, $4 AND NOT EXISTS (
    SELECT 1 FROM resource_identifier o WHERE o.sender_id = r.sender_id AND o.type = 'Patient' AND o.system = $2 AND o.value = $3 AND o.conditional)
  FROM fhir_resource r WHERE r.type = 'Patient' AND r.id = $1`;
const PERSON = `UPDATE person SET nhs_number = $2, identity = $3 WHERE id = $1`;
const OF_SAME_NUMBER = `SELECT id FROM person WHERE nhs_number = $1 AND id <> $2 ORDER BY id`;
const KEPT: readonly (readonly [kind: string, sql: string, why: string])[] = [
  [
    'exchange',
    `SELECT 1 FROM exchange WHERE referral_id = ANY ($1::uuid[]) AND withheld IS NULL`,
    'The messages as they were sent: they show what was said, and by whom.',
  ],
  [
    'fhir_resource',
    `SELECT 1 FROM fhir_resource WHERE referral_id = ANY ($1::uuid[]) AND type <> 'Patient' AND NOT added_by_hub`,
    'What the sender wrote beside the Patient, in its own words.',
  ],
];

/**
 * Corrects what is held of a person everywhere (GV-08): their Patient here, and by the event what every other service holds. Refused for a person
 * who was referred to several organisations, and when the corrected one is somebody whom the hub knows already: nothing is merged.
 */
@Injectable()
export class CorrectPersonService {
  constructor(
    private readonly transaction: Transaction,
    private readonly holds: LegalHoldRepository,
    private readonly receipts: ReceiptRepository,
    private readonly doubts: IdentityDoubtRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly config: ReferralIntakeConfig,
    private readonly clock: Clock,
  ) {}

  /** Answers the request on record. */
  async execute(personId: string, body: CorrectPersonDto, by: Principal): Promise<string> {
    const fields = CORRECTED_FIELDS.filter((field) => body[field] !== undefined || body.remove?.includes(field));
    if (fields.length === 0) throw new NothingToCorrectError();
    refuseWrong(body, this.clock.now());
    try {
      return await this.transaction.run(() => this.correct(personId, fields, body, by));
    } catch (error) {
      if (['person_identity', 'resource_identifier_conditional'].includes(violatedUnique(error) ?? '')) throw new SamePersonError();
      throw error;
    }
  }

  private async correct(personId: string, fields: readonly CorrectedField[], body: CorrectPersonDto, by: Principal): Promise<string> {
    await this.holds.lock(personId);
    const found = await this.transaction.query<OfPerson>(REFERRALS, [personId]);
    if (!found.some(({ organisationId }) => organisationId === by.organisationId)) throw new NotFoundError('person');
    if (found.some(({ organisationId }) => organisationId !== by.organisationId)) throw new PersonSharedError();
    const requestId = randomUUID();
    const now = this.clock.now();
    const correction = correctionOf(body);
    const referralIds = found.map(({ id }) => id);
    await this.audit.record({ by, action: 'correct', entity: 'Person', entityId: personId });
    await this.receipts.request({
      ...{ id: requestId, kind: 'correction', personId, organisationId: by.organisationId, reason: body.reason, by: by.subject, at: now },
    });
    const patientIds = found.map(({ patientId }) => patientId);
    const done = await this.correctPatients(personId, patientIds, fields, correction, now);
    if (fields.includes('nhsNumber')) await this.doubt(referralIds[0] ?? '', personId, correction.nhsNumber, by, now);
    const facts = { requestId, personId, referralIds, fields: [...fields], at: now.toISOString(), correction };
    await this.outbox.add(Object.assign(new PersonCorrected(), facts));
    await this.receipts.published(requestId);
    await this.receipts.add(await this.answer(requestId, referralIds, done, now));
    return requestId;
  }

  private async correctPatients(
    personId: string,
    patientIds: readonly string[],
    fields: readonly CorrectedField[],
    correction: PersonCorrection,
    now: Date,
  ): Promise<RecordCount[]> {
    const stored = await this.transaction.query<StoredPatient>(PATIENTS, [patientIds]);
    const patients = stored.map(({ id, content }) => ({ id, content: correctPatient(content, fields, correction) }));
    for (const { id, content } of patients) await this.transaction.query(CORRECT, [id, JSON.stringify(content), now]);
    const done = [{ kind: 'fhir_resource', count: patients.length }];
    if (fields.includes('nhsNumber')) {
      for (const { id } of patients) await this.findByNumber(id, correction.nhsNumber);
    }
    const [first] = patients;
    if (first && fields.some((field) => field === 'nhsNumber' || field === 'name' || field === 'birthDate')) {
      const { nhsNumber } = toPersonDetails(first.content);
      const identity = tellsWho(nhsNumber, this.config) ? identityOf(first.content) : undefined;
      await this.transaction.query(PERSON, [personId, nhsNumber ?? null, identity ?? null]);
      done.push({ kind: 'person', count: 1 });
    }
    return done;
  }

  /** Others with the number, with another surname or birth date: somebody must look at it, as when a referral says so. */
  private async doubt(referralId: string, personId: string, nhsNumber: string | undefined, by: Principal, now: Date): Promise<void> {
    if (!tellsWho(nhsNumber, this.config)) return;
    const others = await this.transaction.query<{ id: string }>(OF_SAME_NUMBER, [nhsNumber, personId]);
    await this.doubts.open(
      { id: referralId, personId, receivedAt: now },
      { organisationId: by.organisationId },
      others.map(({ id }) => id),
    );
  }

  private async findByNumber(patientId: string, nhsNumber: string | undefined): Promise<void> {
    const forgotten = await this.transaction.query<{ conditional: boolean }>(FORGET_NUMBER, [patientId, ID_SYSTEMS.nhsNumber]);
    if (nhsNumber === undefined) return;
    const conditional = forgotten.some((each) => each.conditional);
    await this.transaction.query(FIND_BY_NUMBER, [patientId, ID_SYSTEMS.nhsNumber, nhsNumber, conditional]);
  }

  private async answer(requestId: string, referralIds: readonly string[], done: RecordCount[], at: Date): Promise<RecordsAnswered> {
    const kept: RecordCount[] = [];
    for (const [kind, sql, why] of KEPT) {
      const { length: count } = await this.transaction.query(sql, [referralIds]);
      if (count > 0) kept.push({ kind, count, why });
    }
    return { service: 'referral-intake', requestId, done, kept, at: at.toISOString() };
  }
}

function correctionOf({ name, birthDate, nhsNumber, phone, email, address }: CorrectPersonDto): PersonCorrection {
  const text = name && [...name.given, ...(name.family === undefined ? [] : [name.family])].join(' ');
  const given = { name: name && Object.assign(new PersonName(), name, { text }), birthDate, nhsNumber, phone, email, address };
  return Object.assign(new PersonCorrection(), Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

function refuseWrong(body: CorrectPersonDto, now: Date): void {
  const { nhsNumber, birthDate, remove = [] } = body;
  const problems: FieldProblem[] = remove
    .filter((field) => body[field] !== undefined)
    .map((field) => ({ pointer: '/remove', code: 'also-given', detail: `Either say what ${field} is, or remove it.` }));
  if (nhsNumber !== undefined && !isNhsNumber(nhsNumber)) {
    const detail = 'This is not a valid NHS number: ten digits, not all the same, the last a modulus 11 check.';
    problems.push({ pointer: '/nhsNumber', code: 'nhs-number', detail });
  }
  if (birthDate !== undefined && birthDate > now.toISOString().slice(0, 10)) {
    problems.push({ pointer: '/birthDate', code: 'in-the-future', detail: 'Nobody was born after today.' });
  }
  if (problems.length > 0) throw new InvalidRequestError(problems);
}

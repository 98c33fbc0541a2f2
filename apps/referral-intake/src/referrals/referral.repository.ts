import { Injectable } from '@nestjs/common';
import type { Identifier, Patient } from '@medplum/fhirtypes';
import { canonicalSystem, type IdentifierCondition } from '#libs/fhir';
import { RequestContext, Transaction } from '#libs/platform';
import { Referral } from './referral.entity';

/** A resource as it is put down: everything the sender sent but its Task, which the hub makes. */
export interface NewResource {
  readonly type: string;
  readonly id: string;
  /** Its place in the Bundle. */
  readonly position: number;
  readonly content: object;
  readonly identifiers: readonly Identifier[];
  /** The condition under which its sender had it created. */
  readonly condition: IdentifierCondition | undefined;
  /** Kept already under this id: becomes its next version. */
  readonly known: boolean;
}

export interface NewReferral {
  readonly referral: Referral;
  readonly newPerson: { readonly nhsNumber: string | null; readonly identity: string | null } | undefined;
  readonly newPatient: boolean;
  readonly resources: readonly NewResource[];
  readonly message: { readonly clientId: string; readonly body: Buffer };
}

/** `ifNoneExist` of one entry of a Bundle. */
export interface Condition {
  readonly index: number;
  readonly type: string;
  readonly system: string;
  readonly value: string;
}

/** A resource that a condition matched, or, without `index`, a person with the NHS number and their Patient of this sender. */
export interface Known {
  readonly index: number | null;
  readonly id: string;
  readonly version: number;
  readonly personId: string | null;
  readonly patientId: string | null;
  /** Of a Patient: the NHS number of the person, and a Patient as somebody sent it. */
  readonly nhsNumber: string | null;
  readonly patient: Patient | null;
}

/** Storage of the intake path, in SQL. */
@Injectable()
export class ReferralRepository {
  constructor(private readonly transaction: Transaction) {}

  /** What the sender's conditions and the person's NHS number refer to, among the sender's own only; one statement. */
  async findKnown(senderId: string, conditions: readonly Condition[], nhsNumber: string | undefined): Promise<Known[]> {
    return this.transaction.read<Known>(
      `SELECT DISTINCT ON (c.index, i.id) c.index, i.id, r.version, t.person_id AS "personId", NULL::uuid AS "patientId", q.nhs_number AS "nhsNumber",
              CASE WHEN i.type = 'Patient' THEN r.content END AS patient
         FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS c (index, type, system, value)
         JOIN resource_identifier i ON i.sender_id = $1 AND i.type = c.type AND i.system = c.system AND i.value = c.value
         JOIN fhir_resource r ON r.type = i.type AND r.id = i.id
         LEFT JOIN patient t ON t.id = i.id LEFT JOIN person q ON q.id = t.person_id
       UNION ALL
       SELECT NULL, NULL, NULL, p.id, t.id, p.nhs_number, (SELECT r.content FROM patient k JOIN fhir_resource r ON r.type = 'Patient' AND r.id = k.id
              WHERE k.person_id = p.id ORDER BY r.last_updated DESC LIMIT 1)
         FROM person p LEFT JOIN patient t ON t.person_id = p.id AND t.sender_id = $1 WHERE p.nhs_number = $6`,
      [
        senderId,
        conditions.map(({ index }) => index),
        conditions.map(({ type }) => type),
        conditions.map(({ system }) => system),
        conditions.map(({ value }) => value),
        nhsNumber ?? null,
      ],
    );
  }

  /** Locks a referral until the transaction ends. */
  async lock(id: string): Promise<Referral | undefined> {
    const [row] = await this.transaction.query<Omit<Referral, 'isClosed' | 'taskPriority' | 'withdrawnAs'>>(
      `SELECT ${COLUMNS} FROM referral WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row && Object.assign(new Referral(), row);
  }

  /** Stores what may change of a referral once it was received. */
  async update(r: Referral): Promise<void> {
    await this.transaction.query(
      `UPDATE referral SET progress = $2, reason = $3, respond_by = $4, outputs = $5, version = $6, last_modified = $7, referred_back_from = $8,
         refer_backs_waiting = $9, fault = $10 WHERE id = $1`,
      [
        ...[r.id, r.progress, r.reason, r.respondBy, JSON.stringify(r.outputs), r.version, r.lastModified],
        ...[r.referredBackFrom, r.referBacksWaiting, r.fault],
      ],
    );
  }

  /** A referral that has ended no longer stands in the way of a new one with the same identifier. */
  async releaseIdentifiers(referralId: string): Promise<void> {
    await this.transaction.query(`UPDATE resource_identifier SET open_referral = false WHERE id = $1 AND open_referral`, [referralId]);
  }

  /** Everything a referral consists of, in one statement; resolves to the version of each resource, in their order. */
  async insert({ referral: r, newPerson, newPatient, resources, message }: NewReferral): Promise<number[]> {
    const { requestId, correlationId } = RequestContext.current();
    const identifiers = identifiersOf(resources);
    const rows = await this.transaction.query<{ version: number }>(INSERT, [
      r.id,
      r.senderId,
      r.personId,
      r.patientId,
      newPerson !== undefined,
      newPerson?.nhsNumber ?? null,
      newPatient,
      r.reference,
      r.schemeId,
      r.priority,
      JSON.stringify(r.needs),
      JSON.stringify(r.taskIdentifiers),
      r.receivedAt,
      r.progress,
      r.version,
      resources.map(({ type }) => type),
      resources.map(({ id }) => id),
      resources.map(({ position }) => position),
      resources.map(({ content }) => JSON.stringify(content)),
      identifiers.map(({ type }) => type),
      identifiers.map(({ system }) => system),
      identifiers.map(({ value }) => value),
      identifiers.map(({ id }) => id),
      identifiers.map(({ conditional }) => conditional),
      message.clientId,
      requestId,
      correlationId,
      message.body,
      newPerson?.identity ?? null,
    ]);
    return rows.map(({ version }) => version);
  }

  /** What a sender would have been told and was not, and why: the record of an exchange that did not happen (GV-01). */
  async recordWithheld({ id, senderId }: Referral, about: string, why: string): Promise<void> {
    const { requestId, correlationId } = RequestContext.current();
    await this.transaction.query(
      `INSERT INTO exchange (sender_id, client_id, direction, request_id, correlation_id, referral_id, body, about, withheld)
       VALUES ($1, 'hub', 'out', $2, $3, $4, '', $5, $6)`,
      [senderId, requestId, correlationId, id, about, why],
    );
  }

  /** Resources of the hub's own that a referral's sender may read. */
  async addResources(referral: Referral, resources: readonly { resourceType: string; id?: string }[], at: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO fhir_resource (type, id, sender_id, referral_id, version, last_updated, position, content, added_by_hub)
       SELECT t, i, $1, $2, 1, $3, 0, c, true FROM unnest($4::text[], $5::uuid[], $6::json[]) AS new (t, i, c)`,
      [
        referral.senderId,
        referral.id,
        at,
        resources.map(({ resourceType }) => resourceType),
        resources.map(({ id }) => id),
        resources.map((resource) => JSON.stringify(resource)),
      ],
    );
  }
}

/**
 * By what the sender finds its new resources again: each system and value of a resource once, however often and in whatever spelling it
 * stands there. In one order, so that two requests for the same never wait for one another.
 */
function identifiersOf(resources: readonly NewResource[]) {
  const rows = resources
    .filter(({ known }) => !known)
    .flatMap(({ type, id, identifiers, condition }) =>
      identifiers.flatMap(({ system: given, value }) => {
        if (given === undefined || value === undefined) return [];
        const system = canonicalSystem(given);
        const key = JSON.stringify([type, system, value, id]);
        return [{ key, type, system, value, id, conditional: condition?.system === system && condition.value === value }];
      }),
    );
  return [...new Map(rows.map((row) => [row.key, row])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const COLUMNS = `id, reference, sender_id AS "senderId", scheme_id AS "schemeId", person_id AS "personId", patient_id AS "patientId", priority,
  needs, task_identifiers AS "taskIdentifiers", received_at AS "receivedAt", progress, reason, respond_by AS "respondBy", outputs, version,
  last_modified AS "lastModified", referred_back_from AS "referredBackFrom", refer_backs_waiting AS "referBacksWaiting", fault`;

const INSERT = `
  WITH new_person AS (INSERT INTO person (id, nhs_number, identity) SELECT $3::uuid, $6::text, $29::text WHERE $5::boolean),
  new_patient AS (INSERT INTO patient (id, sender_id, person_id) SELECT $4::uuid, $2::uuid, $3::uuid WHERE $7::boolean),
  new_referral AS (
    INSERT INTO referral (id, reference, sender_id, scheme_id, person_id, patient_id, priority, needs, task_identifiers,
                          received_at, progress, outputs, version, last_modified)
    VALUES ($1::uuid, $8, $2::uuid, $9, $3::uuid, $4::uuid, $10, $11, $12, $13::timestamptz, $14, '[]', $15, $13::timestamptz)),
  new_identifier AS (
    INSERT INTO resource_identifier (sender_id, type, system, value, id, open_referral, conditional)
    SELECT $2::uuid, t, s, v, i, t = 'ServiceRequest', c FROM unnest($20::text[], $21::text[], $22::text[], $23::uuid[], $24::boolean[]) AS new (t, s, v, i, c)),
  new_exchange AS (
    INSERT INTO exchange (sender_id, client_id, direction, request_id, correlation_id, referral_id, body)
    VALUES ($2::uuid, $25, 'in', $26, $27, $1::uuid, $28))
  INSERT INTO fhir_resource AS r (type, id, sender_id, referral_id, version, last_updated, position, content)
  SELECT t, i, $2::uuid, $1::uuid, 1, $13::timestamptz, p, c FROM unnest($16::text[], $17::uuid[], $18::int[], $19::json[]) AS new (t, i, p, c)
  ON CONFLICT (type, id) DO UPDATE SET version = r.version + 1, last_updated = excluded.last_updated, content = excluded.content
  RETURNING version`;

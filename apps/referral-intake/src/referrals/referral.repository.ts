import { Injectable } from '@nestjs/common';
import type { Identifier } from '@medplum/fhirtypes';
import { canonicalSystem } from '#libs/fhir';
import { RequestContext, Transaction } from '#libs/platform';
import type { Referral } from './referral.entity';

/** A resource as it is put down: everything the sender sent but its Task, which the hub makes. */
export interface NewResource {
  readonly type: string;
  readonly id: string;
  /** Its place in the Bundle. */
  readonly position: number;
  readonly content: object;
  readonly identifiers: readonly Identifier[];
  /** Kept already under this id: becomes its next version. */
  readonly known: boolean;
}

export interface NewReferral {
  readonly referral: Referral;
  readonly newPerson: { readonly nhsNumber: string | null } | undefined;
  readonly newPatient: boolean;
  readonly resources: readonly NewResource[];
  readonly message: { readonly clientId: string; readonly body: Buffer };
}

export interface KnownPerson {
  readonly personId: string;
  readonly patientId: string | null;
}

/** Storage of the intake path, in SQL: its statements are sent together and travel in one round. */
@Injectable()
export class ReferralRepository {
  constructor(private readonly transaction: Transaction) {}

  async findPerson(senderId: string, nhsNumber: string): Promise<KnownPerson | undefined> {
    const [row] = await this.transaction.read<{ person_id: string; patient_id: string | null }>(
      `SELECT p.id AS person_id, t.id AS patient_id FROM person p LEFT JOIN patient t ON t.person_id = p.id AND t.sender_id = $1 WHERE p.nhs_number = $2`,
      [senderId, nhsNumber],
    );
    return row && { personId: row.person_id, patientId: row.patient_id };
  }

  async personOf(patientId: string): Promise<string | undefined> {
    const [row] = await this.transaction.read<{ person_id: string }>(`SELECT person_id FROM patient WHERE id = $1`, [patientId]);
    return row?.person_id;
  }

  /** The sender's own resources with an identifier: two at most, since two are too many. */
  findByIdentifier(senderId: string, type: string, system: string, value: string): Promise<{ id: string; version: number }[]> {
    return this.transaction.read(
      `SELECT DISTINCT id, r.version FROM resource_identifier i JOIN fhir_resource r USING (type, id)
        WHERE i.sender_id = $1 AND type = $2 AND system = $3 AND value = $4 LIMIT 2`,
      [senderId, type, system, value],
    );
  }

  /** A referral that has ended no longer stands in the way of a new one with the same identifier. */
  async releaseIdentifiers(referralId: string): Promise<void> {
    await this.transaction.query(`UPDATE resource_identifier SET open_referral = false WHERE id = $1 AND open_referral`, [referralId]);
  }

  /** Resolves to the version of each resource, in their order. */
  async insert(sent: NewReferral): Promise<number[]> {
    const { referral } = sent;
    const [versions] = await this.transaction.together(() => [
      this.insertResources(sent),
      this.insertPerson(sent),
      this.insertPatient(sent),
      this.insertReferral(referral),
      this.insertIdentifiers(sent),
      this.insertExchange(sent),
    ]);
    return versions;
  }

  /** Resources of the hub's own that a referral's sender may read. */
  async addResources(referral: Referral, resources: readonly { resourceType: string; id?: string }[], at: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO fhir_resource (type, id, sender_id, referral_id, version, last_updated, position, content)
       SELECT t, i, $1, $2, 1, $3, 0, c FROM unnest($4::text[], $5::uuid[], $6::json[]) AS new (t, i, c)`,
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

  private async insertPerson({ newPerson, referral }: NewReferral): Promise<void> {
    if (newPerson)
      await this.transaction.query(`INSERT INTO person (id, nhs_number) VALUES ($1, $2)`, [referral.personId, newPerson.nhsNumber]);
  }

  private async insertPatient({ newPatient, referral }: NewReferral): Promise<void> {
    if (!newPatient) return;
    const { patientId, senderId, personId } = referral;
    await this.transaction.query(`INSERT INTO patient (id, sender_id, person_id) VALUES ($1, $2, $3)`, [patientId, senderId, personId]);
  }

  private async insertResources({ referral, resources }: NewReferral): Promise<number[]> {
    const rows = await this.transaction.query<{ version: number }>(
      `INSERT INTO fhir_resource AS r (type, id, sender_id, referral_id, version, last_updated, position, content)
       SELECT t, i, $1, $2, 1, $3, p, c FROM unnest($4::text[], $5::uuid[], $6::int[], $7::json[]) AS new (t, i, p, c)
       ON CONFLICT (type, id) DO UPDATE SET version = r.version + 1, last_updated = excluded.last_updated, content = excluded.content
       RETURNING version`,
      [
        referral.senderId,
        referral.id,
        referral.receivedAt,
        resources.map(({ type }) => type),
        resources.map(({ id }) => id),
        resources.map(({ position }) => position),
        resources.map(({ content }) => JSON.stringify(content)),
      ],
    );
    return rows.map(({ version }) => version);
  }

  private insertReferral(r: Referral): Promise<unknown> {
    return this.transaction.query(
      `INSERT INTO referral (id, reference, sender_id, scheme_id, person_id, patient_id, priority, needs, task_identifiers,
                             received_at, progress, outputs, version, last_modified)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '[]', $12, $10)`,
      [
        r.id,
        r.reference,
        r.senderId,
        r.schemeId,
        r.personId,
        r.patientId,
        r.priority,
        JSON.stringify(r.needs),
        JSON.stringify(r.taskIdentifiers),
        r.receivedAt,
        r.progress,
        r.version,
      ],
    );
  }

  private async insertIdentifiers({ referral, resources }: NewReferral): Promise<void> {
    const all = resources
      .filter(({ known }) => !known)
      .flatMap(({ type, id, identifiers }) =>
        identifiers.flatMap(({ system, value }) =>
          system === undefined || value === undefined ? [] : [{ type, id, system: canonicalSystem(system), value }],
        ),
      );
    if (all.length === 0) return;
    await this.transaction.query(
      `INSERT INTO resource_identifier (sender_id, type, system, value, id, open_referral)
       SELECT $1, t, s, v, i, t = 'ServiceRequest' FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[]) AS new (t, s, v, i)`,
      [
        referral.senderId,
        all.map(({ type }) => type),
        all.map(({ system }) => system),
        all.map(({ value }) => value),
        all.map(({ id }) => id),
      ],
    );
  }

  private insertExchange({ referral, message }: NewReferral): Promise<unknown> {
    const { requestId, correlationId } = RequestContext.current();
    return this.transaction.query(
      `INSERT INTO exchange (sender_id, client_id, direction, request_id, correlation_id, referral_id, body) VALUES ($1, $2, 'in', $3, $4, $5, $6)`,
      [referral.senderId, message.clientId, requestId, correlationId, referral.id, message.body],
    );
  }
}

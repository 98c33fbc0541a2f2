import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Referral } from '../referrals/referral.entity';
import type { OpenScheme } from '../senders/sender.view';
import type { IdentityDoubtView } from './identity-doubt.dto';

const LIST = `
  SELECT d.id, d.referral_id AS "referralId", r.reference,
    ARRAY(SELECT o.reference FROM referral o JOIN scheme s ON s.id = o.scheme_id
      WHERE o.person_id = d.other_person_id AND s.organisation_id = d.organisation_id ORDER BY o.received_at, o.id) AS "otherReferences",
    d.found_at AS "foundAt"
  FROM identity_doubt d JOIN referral r ON r.id = d.referral_id
  WHERE ($1::uuid IS NULL OR d.organisation_id = $1) AND d.settled_at IS NULL ORDER BY d.found_at, d.id LIMIT 500`;

/** Two persons with one NHS number of whom nobody has yet said whether they are one. */
@Injectable()
export class IdentityDoubtRepository {
  constructor(private readonly transaction: Transaction) {}

  async open(
    { id, personId, receivedAt }: Pick<Referral, 'id' | 'personId' | 'receivedAt'>,
    { organisationId }: Pick<OpenScheme, 'organisationId'>,
    otherPersonIds: readonly string[],
  ): Promise<void> {
    await this.transaction.query(
      `INSERT INTO identity_doubt (id, organisation_id, referral_id, person_id, other_person_id, found_at)
       SELECT d.id, $1, $2, $3, d.other, $4 FROM unnest($5::uuid[], $6::uuid[]) AS d (id, other)`,
      [organisationId, id, personId, receivedAt, otherPersonIds.map(() => randomUUID()), otherPersonIds],
    );
  }

  /** Those that wait, the oldest first; of every organisation where none is given. */
  async list(organisationId: string | null): Promise<IdentityDoubtView[]> {
    const rows = await this.transaction.read<Omit<IdentityDoubtView, 'foundAt'> & { foundAt: Date }>(LIST, [organisationId]);
    return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
  }

  /** False when there is none that waits. */
  async settle(id: string, organisationId: string | null, outcome: string, by: string, at: Date): Promise<boolean> {
    const rows = await this.transaction.query(
      `UPDATE identity_doubt SET settled_at = $3, settled_by = $4, outcome = $5
       WHERE id = $1 AND ($2::uuid IS NULL OR organisation_id = $2) AND settled_at IS NULL RETURNING id`,
      [id, organisationId, at, by, outcome],
    );
    return rows.length > 0;
  }
}

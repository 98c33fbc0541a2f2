import { Injectable } from '@nestjs/common';
import type { AgreementPurpose } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { AgreementCopy } from './agreement-copy.entity';

/** Between whom data would flow: the organisation that runs the scheme, and the other one. */
export interface Between {
  readonly schemeId: string;
  readonly organisationId: string;
  readonly partyId: string;
}

@Injectable()
export class AgreementRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Whether an agreement for the purpose is active at the moment. Without one, nothing leaves the organisation (ID-01). */
  async holds({ schemeId, organisationId, partyId }: Between, purpose: AgreementPurpose, at: Date): Promise<boolean> {
    const rows = await this.transaction.read(
      `SELECT 1 FROM agreement_copy WHERE party_id = $1 AND scheme_id = $2 AND organisation_id = $3 AND $4 = ANY(purposes)
         AND valid_from <= $5 AND (valid_until IS NULL OR valid_until > $5) LIMIT 1`,
      [partyId, schemeId, organisationId, purpose, at],
    );
    return rows.length > 0;
  }

  /** Keeps the state with the highest sequence, whatever order they arrive in. */
  async keep(copy: AgreementCopy): Promise<void> {
    await this.transaction.query(
      `INSERT INTO agreement_copy (agreement_id, scheme_id, organisation_id, party_id, purposes, valid_from, valid_until, sequence)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (agreement_id) DO UPDATE SET scheme_id = excluded.scheme_id, organisation_id = excluded.organisation_id,
         party_id = excluded.party_id, purposes = excluded.purposes, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
         sequence = excluded.sequence
       WHERE agreement_copy.sequence < excluded.sequence`,
      [copy.agreementId, copy.schemeId, copy.organisationId, copy.partyId, copy.purposes, copy.validFrom, copy.validUntil, copy.sequence],
    );
  }
}

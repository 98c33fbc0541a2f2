import { Injectable } from '@nestjs/common';
import type { AgreementPublished } from '#libs/contracts';
import { Clock, Transaction } from '#libs/platform';

/** Whom a task was asked of, and by whom. The scheme and its organisation are null in tasks from before they were kept. */
export interface BetweenParties {
  readonly schemeId: string | null;
  readonly organisationId: string | null;
  readonly providerId: string;
}

const KEEP = `
  INSERT INTO agreement_copy (agreement_id, scheme_id, organisation_id, party_id, purposes, valid_from, valid_until, sequence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (agreement_id) DO UPDATE SET scheme_id = excluded.scheme_id, organisation_id = excluded.organisation_id, party_id = excluded.party_id,
    purposes = excluded.purposes, valid_from = excluded.valid_from, valid_until = excluded.valid_until, sequence = excluded.sequence
  WHERE agreement_copy.sequence < excluded.sequence`;

const HOLDS = `
  SELECT 1 FROM agreement_copy
  WHERE party_id = $1 AND ($2::uuid IS NULL OR scheme_id = $2) AND ($3::uuid IS NULL OR organisation_id = $3) AND 'receive-people' = ANY(purposes)
    AND valid_from <= $4 AND (valid_until IS NULL OR valid_until > $4) LIMIT 1`;

/** What provider-gateway keeps of information-governance agreements. referral-intake owns them. */
@Injectable()
export class AgreementRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Whether the provider may know who the person is: within one organisation always, else while an agreement is active (ID-01). */
  async holds({ schemeId, organisationId, providerId }: BetweenParties): Promise<boolean> {
    if (providerId === organisationId) return true;
    return (await this.transaction.read(HOLDS, [providerId, schemeId, organisationId, this.clock.now()])).length > 0;
  }

  /** Keeps the state with the highest sequence, whatever order they arrive in. */
  async keep(published: AgreementPublished, sequence: number): Promise<void> {
    const { agreementId, schemeId, organisationId, partyId, purposes, validFrom, validUntil = null } = published;
    await this.transaction.query(KEEP, [agreementId, schemeId, organisationId, partyId, purposes, validFrom, validUntil, sequence]);
  }
}

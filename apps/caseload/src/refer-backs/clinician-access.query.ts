import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Clock, Transaction, type Principal } from '#libs/platform';

// $1 the case, $2 the clinician's organisation, $3 now. Of the practice that referred the person: under an agreement between
// the two organisations that is active (ID-01).
const REACHES = `
  SELECT 1 FROM "case" c WHERE c.id = $1 AND (c.organisation_id = $2 OR (c.sender_id = $2 AND EXISTS (
    SELECT 1 FROM agreement_copy a WHERE a.party_id = $2 AND a.scheme_id = c.scheme_id AND a.organisation_id = c.organisation_id
      AND 'read-agreed-plan' = ANY(a.purposes) AND a.valid_from <= $3 AND (a.valid_until IS NULL OR a.valid_until > $3))))`;

/** Which cases a clinician reaches: their own organisation's, and those of people whom their practice referred. */
@Injectable()
export class ClinicianAccessQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async assertReaches(caseId: string, caller: Principal): Promise<void> {
    if (!isUUID(caseId) || !(await this.reaches(caseId, caller))) throw new NotFoundError('case');
  }

  async reaches(caseId: string, { organisationId }: Principal): Promise<boolean> {
    return (await this.transaction.read(REACHES, [caseId, organisationId, this.clock.now()])).length > 0;
  }
}

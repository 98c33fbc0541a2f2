import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CLOSED_PROGRESS } from '../referrals/referral.entity';
import type { FindPersonDto, FoundPersons, FoundReferral } from './records.dto';
import { NoPersonNamedError } from './records.errors';

interface Row {
  readonly personId: string;
  readonly held: boolean;
  readonly referrals: FoundReferral[];
}

// Only referrals to the caller's own schemes are looked through and shown.
const FIND = `
  WITH mine AS (SELECT r.* FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE s.organisation_id = $1)
  SELECT p.id AS "personId", EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = p.id AND h.ended_at IS NULL) AS held,
    (SELECT json_agg(json_build_object('id', m.id, 'reference', m.reference, 'closed', m.progress = ANY ($4),
       'receivedAt', to_char(m.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY m.received_at, m.id)
     FROM mine m WHERE m.person_id = p.id) AS referrals
  FROM person p
  WHERE EXISTS (SELECT 1 FROM mine m WHERE m.person_id = p.id AND ($2::text IS NULL OR m.reference = $2)) AND ($3::text IS NULL OR p.nhs_number = $3)
  ORDER BY p.id LIMIT 20`;

/** Whom a letter is about: the hub's own id of a person, found by what stands in the letter. */
@Injectable()
export class FindPersonQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  find({ reference, nhsNumber }: FindPersonDto, by: Principal): Promise<FoundPersons> {
    if (reference === undefined && nhsNumber === undefined) throw new NoPersonNamedError();
    return this.transaction.run(async () => {
      const items = await this.transaction.query<Row>(FIND, [by.organisationId, reference ?? null, nhsNumber ?? null, CLOSED_PROGRESS]);
      await this.audit.recordEach(
        { by, action: 'find', entity: 'Person' },
        items.map(({ personId }) => personId),
      );
      return { items };
    });
  }
}

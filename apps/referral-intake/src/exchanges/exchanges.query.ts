import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import type { ExchangeView } from './exchange.dto';

const REFERRAL = `SELECT 1 FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.id = $1 AND (s.organisation_id = $2 OR r.sender_id = $2)`;

const LIST = `
  SELECT at, direction, about, withheld, correlation_id AS "correlationId" FROM exchange WHERE referral_id = $1 ORDER BY id`;

/** What passed between the hub and the sender of a referral, and what was withheld, and why (GV-01). Not what stood in it. */
@Injectable()
export class ExchangesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  ofReferral(referralId: string, caller: Principal): Promise<ExchangeView[]> {
    return this.transaction.run(async () => {
      const known = await this.transaction.read(REFERRAL, [referralId, caller.organisationId]);
      if (known.length === 0) throw new NotFoundError('referral');
      const rows = await this.transaction.read<Omit<ExchangeView, 'at'> & { at: Date }>(LIST, [referralId]);
      await this.audit.record({ by: caller, action: 'read-exchanges', entity: 'Referral', entityId: referralId });
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }
}

import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, SchemeReach, Transaction, type SchemePlace, type Principal } from '#libs/platform';
import type { ExchangeView } from './exchange.dto';

const REFERRAL = `
  SELECT r.id AS "referralId", r.scheme_id AS "schemeId", s.organisation_id AS "organisationId", r.sender_id AS "senderId"
  FROM referral r JOIN scheme s ON s.id = r.scheme_id WHERE r.id = $1`;

const LIST = `
  SELECT at, direction, about, withheld, correlation_id AS "correlationId" FROM exchange WHERE referral_id = $1 ORDER BY id`;

/** What passed between the hub and the sender of a referral, and what was withheld, and why (GV-01). Not what stood in it. */
@Injectable()
export class ExchangesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
    private readonly reach: SchemeReach,
  ) {}

  ofReferral(referralId: string, caller: Principal): Promise<ExchangeView[]> {
    return this.transaction.run(async () => {
      const [referral] = await this.transaction.read<SchemePlace & { senderId: string }>(REFERRAL, [referralId]);
      const isSender = referral !== undefined && this.isSender(caller, referral);
      if (!referral || !(isSender || (await this.reaches(caller, referral)))) throw new NotFoundError('referral');
      const rows = await this.transaction.read<Omit<ExchangeView, 'at'> & { at: Date }>(LIST, [referralId]);
      await this.audit.record({ by: caller, action: 'read-exchanges', entity: 'Referral', entityId: referralId });
      // What it would have told is what the sender is not to hear.
      return rows.map((row) => ({ ...row, about: isSender && row.withheld !== null ? null : row.about, at: row.at.toISOString() }));
    });
  }

  /**
   * An operator sees all. The sender's practice staff, privacy officers and systems see what passed about their own referrals; everybody
   * else what is of their scheme, also where one organisation refers and runs the scheme.
   */
  private async reaches(caller: Principal, referral: SchemePlace): Promise<boolean> {
    return caller.roles.includes('operator') || this.reach.reaches(caller, referral);
  }

  private isSender(caller: Principal, { senderId, organisationId }: SchemePlace & { readonly senderId: string }): boolean {
    const forSender = caller.kind === 'system' || caller.roles.includes('practice') || caller.roles.includes('privacy-officer');
    return forSender && caller.organisationId === senderId && senderId !== organisationId;
  }
}

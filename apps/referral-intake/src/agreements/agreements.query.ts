import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { agreementViewOf } from './agreement-view.mapper';
import type { AgreementView } from './agreement.dto';
import { Agreement } from './agreement.entity';

/** The agreements of the caller's organisation, on either side, the newest first; an operator sees all. */
@Injectable()
export class AgreementsQuery {
  constructor(private readonly transaction: Transaction) {}

  async list({ organisationId, roles }: Principal, now: Date): Promise<AgreementView[]> {
    const found = await this.transaction.reader.find(Agreement, {
      ...(roles.includes('operator') ? {} : { where: [{ organisationId }, { partyId: organisationId }] }),
      order: { validFrom: 'DESC', id: 'ASC' },
    });
    return found.map((agreement) => agreementViewOf(agreement, now));
  }
}

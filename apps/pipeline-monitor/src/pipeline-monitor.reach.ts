import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RecordReach, Transaction, type NamedRecord } from '#libs/platform';

const JOURNEY = `SELECT 1 FROM journey WHERE referral_id = $1 AND ($2::uuid IS NULL OR organisation_id = $2)`;

/** Which journeys exist for a caller: an operator watches over the whole hub, everybody else sees what their organisation runs. */
@Injectable()
export class PipelineMonitorReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    referralId: {
      what: 'journey',
      exists: async ({ referralId = '' }, { roles, organisationId }) =>
        isUUID(referralId) &&
        (await this.transaction.read(JOURNEY, [referralId, roles.includes('operator') ? null : organisationId])).length > 0,
    },
  };

  constructor(private readonly transaction: Transaction) {
    super();
  }
}

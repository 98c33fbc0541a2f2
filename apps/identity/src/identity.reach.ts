import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RecordReach, Transaction, type NamedRecord } from '#libs/platform';
import { visibleOrganisationOf } from './visible-organisation.query';

const ORGANISATION = `SELECT 1 FROM organisation WHERE id = $1 AND ($2::uuid IS NULL OR id = $2)`;
const ACCOUNT = `SELECT 1 FROM account WHERE id = $1 AND ($2::uuid IS NULL OR organisation_id = $2)`;
const CLIENT = `SELECT 1 FROM client WHERE id = $1 AND ($2::uuid IS NULL OR organisation_id = $2)`;

/** Which records of identity exist for a caller: all of them for operators, for others what is their organisation's. */
@Injectable()
export class IdentityReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    organisationId: this.recordOf('organisation', 'organisationId', ORGANISATION, isUUID),
    accountId: this.recordOf('account', 'accountId', ACCOUNT, isUUID),
    clientId: this.recordOf('client', 'clientId', CLIENT, () => true),
  };

  constructor(private readonly transaction: Transaction) {
    super();
  }

  private recordOf(what: string, parameter: string, sql: string, isId: (text: string) => boolean): NamedRecord {
    return {
      what,
      exists: async ({ [parameter]: id = '' }, caller) =>
        isId(id) && (await this.transaction.read(sql, [id, visibleOrganisationOf(caller)])).length > 0,
    };
  }
}

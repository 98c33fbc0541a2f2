import { Injectable } from '@nestjs/common';
import type { OrganisationKind, TrustDocument } from '#libs/contracts';
import { Transaction } from '#libs/platform';

interface Row {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly odsCode: string | null;
  readonly disabled: boolean;
}

/** What every service must know to tell whose token counts. */
@Injectable()
export class TrustQuery {
  constructor(private readonly transaction: Transaction) {}

  async document(): Promise<TrustDocument> {
    const rows = await this.transaction.read<Row>(
      `SELECT id, kind, name, ods_code AS "odsCode", disabled_at IS NOT NULL AS disabled FROM organisation ORDER BY id`,
    );
    return {
      organisations: rows.map(({ odsCode, disabled, ...organisation }) => ({
        ...organisation,
        ...(odsCode === null ? {} : { odsCode }),
        ...(disabled ? { disabled: true } : {}),
      })),
      withdrawn: [],
    };
  }
}

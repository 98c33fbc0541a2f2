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

/** What every service must know to tell whose token counts. A deleted caller's last token ends within half an hour. */
@Injectable()
export class TrustQuery {
  constructor(private readonly transaction: Transaction) {}

  async document(): Promise<TrustDocument> {
    const rows = await this.transaction.read<Row>(
      `SELECT id, kind, name, ods_code AS "odsCode", disabled_at IS NOT NULL AS disabled FROM organisation ORDER BY id`,
    );
    const withdrawn = await this.transaction.read<{ hash: string }>(
      `SELECT encode(sha256(convert_to(name, 'UTF8')), 'hex') AS hash
         FROM (SELECT 'person:' || id FROM account WHERE disabled_at IS NOT NULL
               UNION SELECT 'system:' || id FROM client WHERE disabled_at IS NOT NULL
               UNION SELECT kind || ':' || id FROM deleted_caller WHERE deleted_at > now() - interval '1 hour') AS caller (name)
        ORDER BY hash`,
    );
    const clients = await this.transaction.read<{ hash: string; organisationId: string }>(
      `SELECT encode(sha256(convert_to('system:' || id, 'UTF8')), 'hex') AS hash, organisation_id AS "organisationId" FROM client ORDER BY id`,
    );
    return {
      organisations: rows.map(({ odsCode, disabled, ...organisation }) => ({
        ...organisation,
        ...(odsCode === null ? {} : { odsCode }),
        ...(disabled ? { disabled: true } : {}),
      })),
      withdrawn: withdrawn.map(({ hash }) => hash),
      clients: Object.fromEntries(clients.map(({ hash, organisationId }) => [hash, organisationId])),
    };
  }
}

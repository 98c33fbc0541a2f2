import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { districtOf } from './small-area.rules';
import { UnmetNeed } from './unmet-need.entity';

@Injectable()
export class UnmetNeedRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Puts a gap on record, with the district the person lives in. The same need for the same reason counts once a case; its id. */
  async record(found: Case, { need, reason, at }: Pick<UnmetNeed, 'need' | 'reason' | 'at'>): Promise<string> {
    const gap = UnmetNeed.of(found, { need, reason, at, area: districtOf(found.person?.postcode) });
    const [row] = await this.transaction.query<{ id: string }>(
      `INSERT INTO unmet_need (id, case_id, organisation_id, scheme_id, need, area, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (case_id, need, reason) DO UPDATE SET need = excluded.need RETURNING id`,
      [gap.id, gap.caseId, gap.organisationId, gap.schemeId, gap.need, gap.area, gap.reason, gap.at],
    );
    return row?.id ?? gap.id;
  }
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import type { Gap } from './gaps.rules';
import { districtOf } from './small-area.rules';
import { UnmetNeed } from './unmet-need.entity';

// What somebody recorded stays so, whatever the connections say afterwards.
const RECORD = `
  INSERT INTO unmet_need (id, case_id, organisation_id, scheme_id, need, area, reason, at, derived) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (case_id, need, reason) DO UPDATE SET resolved_at = NULL, derived = unmet_need.derived AND excluded.derived
  RETURNING id`;

const RESOLVE = `
  UPDATE unmet_need SET resolved_at = $3 WHERE case_id = $1 AND derived AND resolved_at IS NULL AND need || ' ' || reason <> ALL($2)`;

@Injectable()
export class UnmetNeedRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Puts a gap on record, with the district the person lives in. The same need for the same reason counts once a case; its id. */
  record(found: Case, told: Pick<UnmetNeed, 'need' | 'reason' | 'at'> & { area?: string }): Promise<string> {
    return this.insert(found, told, false);
  }

  /** Holds the gaps that follow from connections equal to `gaps`: what is new is recorded, what no longer follows is resolved. */
  async keepDerived(found: Case, gaps: readonly Gap[], at: Date): Promise<void> {
    const keys = gaps.map(({ need, reason }) => `${need} ${reason}`);
    await this.transaction.query(RESOLVE, [found.id, keys, at]);
    for (const gap of gaps) await this.insert(found, { ...gap, at }, true);
  }

  ofCase(caseId: string): Promise<UnmetNeed[]> {
    return this.transaction.reader.find(UnmetNeed, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
  }

  private async insert(
    found: Case,
    { need, reason, at, area }: Pick<UnmetNeed, 'need' | 'reason' | 'at'> & { area?: string },
    derived: boolean,
  ): Promise<string> {
    const gap = UnmetNeed.of(found, { need, reason, at, area: area ?? districtOf(found.person?.postcode), derived, resolvedAt: null });
    const row = [gap.id, gap.caseId, gap.organisationId, gap.schemeId, gap.need, gap.area, gap.reason, gap.at, gap.derived];
    const [stored] = await this.transaction.query<{ id: string }>(RECORD, row);
    return stored?.id ?? gap.id;
  }
}

import { Injectable } from '@nestjs/common';
import type { NeedCode } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { CountSignpostingDto, SignpostingCounts } from './signposting.dto';

const COUNTS = `
  SELECT need, count(*)::integer AS contacts, sum(minutes)::integer AS minutes, count(case_id)::integer AS converted
  FROM signposting
  WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR scheme_id = ANY($2)) AND ($3::uuid IS NULL OR scheme_id = $3)
    AND ($4::date IS NULL OR (at AT TIME ZONE 'Europe/London')::date >= $4) AND ($5::date IS NULL OR (at AT TIME ZONE 'Europe/London')::date <= $5)
  GROUP BY need ORDER BY need`;

interface NeedRow {
  readonly need: NeedCode;
  readonly contacts: number;
  readonly minutes: number;
  readonly converted: number;
}

/** How many brief contacts there were, beside the cases and never among them (CL-30). */
@Injectable()
export class SignpostingQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async counts({ schemeId, from, until }: CountSignpostingDto, caller: Principal): Promise<SignpostingCounts> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const parameters = [organisationId, schemeIds, schemeId ?? null, from ?? null, until ?? null];
    const rows = await this.transaction.read<NeedRow>(COUNTS, parameters);
    return {
      contacts: rows.reduce((sum, row) => sum + row.contacts, 0),
      converted: rows.reduce((sum, row) => sum + row.converted, 0),
      items: rows.map(({ need, contacts, minutes }) => ({ need, contacts, minutes })),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { LimboCount } from './limbo.dto';
import { LIMBO_COUNTS } from './limbo.view';

/** How many people are in limbo, by scheme and reason (CL-13). */
@Injectable()
export class LimboCountsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly clock: Clock,
  ) {}

  async list(caller: Principal): Promise<LimboCount[]> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    return this.transaction.read<LimboCount>(LIMBO_COUNTS, [organisationId, schemeIds, this.clock.now()]);
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { waitingViewOf } from './blocker-view.mapper';
import type { WaitingView } from './blocker.dto';
import { BlockerRepository } from './blocker.repository';
import { waitingOf, type WaitFacts } from './waiting.rules';

/** How long the person of a case has waited, and for what (CL-19). */
@Injectable()
export class WaitingQuery {
  constructor(
    private readonly blockers: BlockerRepository,
    private readonly clock: Clock,
  ) {}

  async of(caseId: string, facts: WaitFacts): Promise<WaitingView> {
    return waitingViewOf(waitingOf(facts, await this.blockers.ofCase(caseId), this.clock.now()));
  }
}

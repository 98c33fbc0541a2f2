import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/case-file.repository';
import { SettleHandOverService } from '../hand-overs/settle-hand-over.service';
import { GapsService } from '../unmet-needs/gaps.service';

/** What follows from the progress of a connection, in the same change of its case: gaps in what is on offer, and hand-overs that it settles. */
@Injectable()
export class FollowProgressService {
  constructor(
    private readonly gaps: GapsService,
    private readonly handOvers: SettleHandOverService,
  ) {}

  async execute(locked: LockedCase, by: string, at: Date): Promise<void> {
    await this.gaps.settle(locked, at);
    await this.handOvers.follow(locked, by, at);
  }
}

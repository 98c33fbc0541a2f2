import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/case-file.repository';
import { ConnectionRepository } from '../connections/connection.repository';
import { gapsOf } from './gaps.rules';
import { UnmetNeedRepository } from './unmet-need.repository';

/** Holds the register of unmet needs equal to what a case's connections say; called whenever one of them changes. */
@Injectable()
export class GapsService {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly unmetNeeds: UnmetNeedRepository,
  ) {}

  async settle({ case: found, connections }: LockedCase, at: Date): Promise<void> {
    const gaps = gapsOf(connections, await this.connections.barriersOf(connections));
    await this.unmetNeeds.keepDerived(found, gaps, at);
  }
}

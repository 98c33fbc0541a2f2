import type { Feature } from '#libs/platform';
import { BlockCaseService } from './block-case.service';
import { BlockerRepository } from './blocker.repository';
import { BlockersController } from './blockers.controller';
import { BlockersQuery } from './blockers.query';
import { WaitingQuery } from './waiting.query';

/** What support waits for, and how long the person has waited in all. */
export const blockers: Feature = {
  controllers: [BlockersController],
  providers: [BlockCaseService, BlockerRepository, BlockersQuery, WaitingQuery],
};

import type { Feature } from '#libs/platform';
import { AnswerHandOverService } from './answer-hand-over.service';
import { HandOverRepository } from './hand-over.repository';
import { HandOversController } from './hand-overs.controller';
import { HandOversQuery } from './hand-overs.query';
import { SettleHandOverService } from './settle-hand-over.service';
import { StartHandOverService } from './start-hand-over.service';

/** A person moves on to another worker, another scheme or a service; nobody lets go of them before somebody else has them. */
export const handOvers: Feature = {
  controllers: [HandOversController],
  providers: [AnswerHandOverService, HandOverRepository, HandOversQuery, SettleHandOverService, StartHandOverService],
};

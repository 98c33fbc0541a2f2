import type { Feature } from '#libs/platform';
import { ApplyMoveService } from './apply-move.service';
import { MoveCaseService } from './move-case.service';
import { MovesController } from './moves.controller';

/** Cases that go to another scheme or area with their history. */
export const moves: Feature = { controllers: [MovesController], providers: [ApplyMoveService, MoveCaseService] };

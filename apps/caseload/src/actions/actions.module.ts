import type { Feature } from '#libs/platform';
import { ActionRepository } from './action.repository';
import { ActionsController } from './actions.controller';
import { ActionsQuery } from './actions.query';
import { CompleteActionService } from './complete-action.service';
import { OpenActionService } from './open-action.service';

/** What must be done next on a case, by whom and by when (CL-13). */
export const actions: Feature = {
  controllers: [ActionsController],
  providers: [ActionRepository, ActionsQuery, CompleteActionService, OpenActionService],
};

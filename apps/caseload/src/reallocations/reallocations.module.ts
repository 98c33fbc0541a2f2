import type { Feature } from '#libs/platform';
import { ReallocateWorkerService } from './reallocate-worker.service';
import { ReallocationRepository } from './reallocation.repository';
import { ReallocationsController } from './reallocations.controller';
import { UndoReallocationService } from './undo-reallocation.service';

/** What happens to the cases of a worker who leaves. */
export const reallocations: Feature = {
  controllers: [ReallocationsController],
  providers: [ReallocateWorkerService, ReallocationRepository, UndoReallocationService],
};

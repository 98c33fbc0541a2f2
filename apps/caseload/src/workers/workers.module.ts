import type { Feature } from '#libs/platform';
import { OwnersQuery } from './owners.query';
import { ReachQuery } from './reach.query';
import { RegisterWorkerService } from './register-worker.service';
import { WorkerRepository } from './worker.repository';
import { WorkersController } from './workers.controller';
import { WorkersQuery } from './workers.query';

/** Who the link workers are, and how far each caller sees. */
export const workers: Feature = {
  controllers: [WorkersController],
  providers: [OwnersQuery, ReachQuery, RegisterWorkerService, WorkerRepository, WorkersQuery],
};

import type { Feature } from '#libs/platform';
import { EmploymentRepository } from './employment.repository';
import { EmploymentsController } from './employments.controller';
import { PublishWorkerService } from './publish-worker.service';
import { RecordEmploymentService } from './record-employment.service';
import { ReleaseWorkerService } from './release-worker.service';
import { WatchAccessService } from './watch-access.service';
import { WteQuery } from './wte.query';

/** How workers are employed: by whom, on behalf of whom, and for how much of full time. */
export const employments: Feature = {
  controllers: [EmploymentsController],
  providers: [EmploymentRepository, PublishWorkerService, RecordEmploymentService, ReleaseWorkerService, WatchAccessService, WteQuery],
};

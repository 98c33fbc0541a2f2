import { ConsentWords, type Feature } from '#libs/platform';
import { AnswerTaskService } from './answer-task.service';
import { CasePersonCorrectedConsumer } from './case-person-corrected.consumer';
import { ChangeSharingService } from './change-sharing.service';
import { ConsentRecordedConsumer } from './consent-recorded.consumer';
import { ConnectionProgressedConsumer } from './connection-progressed.consumer';
import { ConnectionRequestedConsumer } from './connection-requested.consumer';
import { CorrectTasksService } from './correct-tasks.service';
import { ReadTaskService } from './read-task.service';
import { RequestTaskService } from './request-task.service';
import { TaskRepository } from './task.repository';
import { TasksController } from './tasks.controller';
import { TasksQuery } from './tasks.query';
import { WithdrawTaskService } from './withdraw-task.service';

/** A connection becomes a provider's task; the provider reads and answers it. */
export const tasks: Feature = {
  controllers: [
    TasksController,
    ConnectionRequestedConsumer,
    ConnectionProgressedConsumer,
    ConsentRecordedConsumer,
    CasePersonCorrectedConsumer,
  ],
  providers: [
    TaskRepository,
    RequestTaskService,
    WithdrawTaskService,
    ConsentWords,
    ChangeSharingService,
    CorrectTasksService,
    AnswerTaskService,
    ReadTaskService,
    TasksQuery,
  ],
};

import type { Feature } from '#libs/platform';
import { ConnectionRepository } from './connection.repository';
import { ConnectionsController } from './connections.controller';
import { ProgressConnectionService } from './progress-connection.service';
import { RequestConnectionService } from './request-connection.service';
import { TaskAcceptedConsumer } from './task-accepted.consumer';
import { TaskAttendedConsumer } from './task-attended.consumer';
import { TaskCompletedConsumer } from './task-completed.consumer';
import { TaskDeclinedConsumer } from './task-declined.consumer';
import { TaskNotAttendedConsumer } from './task-not-attended.consumer';
import { TaskRequestedConsumer } from './task-requested.consumer';

/** The way from the link worker to a community service, and what the provider says of it. */
export const connections: Feature = {
  controllers: [
    ConnectionsController,
    TaskRequestedConsumer,
    TaskAcceptedConsumer,
    TaskDeclinedConsumer,
    TaskAttendedConsumer,
    TaskNotAttendedConsumer,
    TaskCompletedConsumer,
  ],
  providers: [ConnectionRepository, ProgressConnectionService, RequestConnectionService],
};

import type { Feature } from '#libs/platform';
import { AskProviderService } from './ask-provider.service';
import { BarriersController } from './barriers.controller';
import { ConnectDirectlyService } from './connect-directly.service';
import { ConnectionStepsController } from './connection-steps.controller';
import { ConnectionRepository } from './connection.repository';
import { ConnectionsController } from './connections.controller';
import { FollowProgressService } from './follow-progress.service';
import { LogBarrierService } from './log-barrier.service';
import { ProgressConnectionService } from './progress-connection.service';
import { ReceiveReferralService } from './receive-referral.service';
import { ReferConnectionService } from './refer-connection.service';
import { RequestConnectionService } from './request-connection.service';
import { StepConnectionService } from './step-connection.service';
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
    ConnectionStepsController,
    BarriersController,
    TaskRequestedConsumer,
    TaskAcceptedConsumer,
    TaskDeclinedConsumer,
    TaskAttendedConsumer,
    TaskNotAttendedConsumer,
    TaskCompletedConsumer,
  ],
  providers: [
    AskProviderService,
    ConnectDirectlyService,
    ConnectionRepository,
    FollowProgressService,
    LogBarrierService,
    ProgressConnectionService,
    ReceiveReferralService,
    ReferConnectionService,
    RequestConnectionService,
    StepConnectionService,
  ],
};

import { IsBoolean } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when a provider says yes to a connection by provider-gateway's API. The clock to first attendance starts at `acceptedAt`. */
@Event({ name: 'task.accepted.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskAccepted extends ProviderTask {
  /** Accepted onto the waiting list. */
  @IsBoolean() waitingList!: boolean;
  @Instant() acceptedAt!: string;
}

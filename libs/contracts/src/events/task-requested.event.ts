import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when the provider's Task exists and its notification is queued. */
@Event({ name: 'task.requested.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskRequested extends ProviderTask {
  @Instant() requestedAt!: string;
  @Instant() respondBy!: string;
}

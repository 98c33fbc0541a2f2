import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when a provider reports that the person was expected and did not come; nothing ends by it (CL-16). */
@Event({ name: 'task.not-attended.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskNotAttended extends ProviderTask {
  @Instant() expectedAt!: string;
}

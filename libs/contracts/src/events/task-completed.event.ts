import { IsIn } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when a provider ends its piece of work. */
@Event({ name: 'task.completed.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskCompleted extends ProviderTask {
  /** `sustained`: the person goes on by themselves; `stopped`: they no longer come. */
  @IsIn(['sustained', 'stopped']) outcome!: 'sustained' | 'stopped';
  @Instant() completedAt!: string;
}

import { IsBoolean } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published each time a provider reports that the person came. */
@Event({ name: 'task.attended.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskAttended extends ProviderTask {
  /** The first attendance of this connection. */
  @IsBoolean() first!: boolean;
  @Instant() attendedAt!: string;
}

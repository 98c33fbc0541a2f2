import { IsIn } from 'class-validator';
import { DECLINE_REASONS, type DeclineReason } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when a provider says no, always with its reason. */
@Event({ name: 'task.declined.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskDeclined extends ProviderTask {
  @IsIn(DECLINE_REASONS) reason!: DeclineReason;
  @Instant() declinedAt!: string;
}

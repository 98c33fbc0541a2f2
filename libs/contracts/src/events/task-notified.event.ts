import { IsInt, Min } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Instant } from './fields';
import { ProviderTask } from './provider-task';

/** Published when a provider's endpoint has acknowledged the notification of its Task (2xx). */
@Event({ name: 'task.notified.v1', topic: TOPICS.task, subject: 'referralId' })
export class TaskNotified extends ProviderTask {
  /** Attempts it took, from 1. */
  @IsInt() @Min(1) attempts!: number;
  @Instant() notifiedAt!: string;
}

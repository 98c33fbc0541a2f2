import { Injectable } from '@nestjs/common';
import { InvalidRequestError, type DeclineReason, type ProviderTask } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import type { Task } from './task.entity';
import { AgreementRepository } from '../agreements/agreement.repository';
import { TaskRepository } from './task.repository';
import { viewOf, type TaskView } from './task.view';

/** What a provider says about its task. */
export type Answer =
  | { readonly step: 'accept' | 'waitlist' }
  | { readonly step: 'decline'; readonly reason: DeclineReason }
  | { readonly step: 'attended' | 'not-attended'; readonly at?: string | undefined }
  | { readonly step: 'complete'; readonly outcome: 'sustained' | 'stopped' };

/** Which task, who says it, and the version they have seen, if they say so (`If-Match`). */
export interface AnsweredTask {
  readonly id: string;
  readonly by: Principal;
  readonly version?: number;
}

/** Takes down what a provider says about its task, tells the other services, and answers how the task stands then. */
@Injectable()
export class AnswerTaskService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly outbox: OutboxService,
    private readonly agreements: AgreementRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  execute({ id, by, version }: AnsweredTask, answer: Answer): Promise<TaskView> {
    const now = this.clock.now();
    return this.transaction.run(async () => {
      const task = await this.tasks.lock(id, by.organisationId, version);
      const event = apply(task, answer, now);
      await this.tasks.save(task);
      await this.outbox.add(event);
      await this.audit.record({ by, action: answer.step, entity: 'task', entityId: id });
      return viewOf(task, await this.agreements.holds(task));
    });
  }
}

function apply(task: Task, answer: Answer, now: Date): ProviderTask {
  switch (answer.step) {
    case 'accept':
      return task.accept(now);
    case 'waitlist':
      return task.waitlist(now);
    case 'decline':
      return task.decline(answer.reason, now);
    case 'attended':
      return task.attended(pastInstant(answer.at, '/at', now), now);
    case 'not-attended':
      return task.notAttended(pastInstant(answer.at, '/expectedAt', now), now);
    case 'complete':
      return task.complete(answer.outcome, now);
  }
}

// What has not happened yet cannot be reported; a minute is left for clocks that differ.
function pastInstant(text: string | undefined, pointer: string, now: Date): Date {
  const at = text === undefined ? now : new Date(text);
  if (at.getTime() <= now.getTime() + 60_000) return at;
  throw new InvalidRequestError([{ pointer, code: 'in-the-future', detail: 'The time lies in the future.' }]);
}

import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { TellProviderService } from '../deliveries/tell-provider.service';
import { TaskRepository } from './task.repository';

/** Ends a task that the link worker took back, and tells the provider in place of whatever it has not heard of it yet. */
@Injectable()
export class WithdrawTaskService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly tellProvider: TellProviderService,
  ) {}

  /** A connection without a task was never asked for; a task that the provider has ended stays as it is. */
  execute(connectionId: string, eventId: string, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      const task = await this.tasks.lockOfConnection(connectionId);
      if (!task?.withdraw(now)) return;
      await this.tasks.save(task);
      await this.tellProvider.execute(task, 'connection.cancelled', eventId, now);
    });
  }
}

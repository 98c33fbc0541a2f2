import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { TaskRepository } from './task.repository';

/** What providers see of a person follows their word at once, in every task of their referral (GV-01). */
@Injectable()
export class ChangeSharingService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
  ) {}

  execute(referralId: string, allowed: boolean, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      for (const task of await this.tasks.lockOfReferral(referralId)) {
        task.share(allowed, now);
        await this.tasks.save(task);
      }
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConsentRecorded } from '#libs/contracts';
import { ConsentWords, Transaction } from '#libs/platform';
import { TellProviderService } from '../deliveries/tell-provider.service';
import type { Task } from './task.entity';
import { TaskRepository } from './task.repository';

/**
 * What providers see of a person follows their word at once, in every task of their referral (GV-01); what they said last counts, whenever it
 * was written down. A provider whose task goes on is told that the person does, or does not, want to be supported.
 */
@Injectable()
export class ChangeSharingService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly words: ConsentWords,
    private readonly tellProvider: TellProviderService,
  ) {}

  /** `sequence`: of the message that told of the word. */
  execute(word: ConsentRecorded, sequence: number, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      const tasks = await this.tasks.lockOfReferral(word.referralId);
      await this.words.keep(word, sequence);
      for (const task of tasks) {
        const isNews = await this.follow(task, now);
        await this.tasks.save(task);
        if (isNews) await this.tellProvider.execute(task, 'connection.updated', randomUUID(), now);
      }
    });
  }

  /** Puts a task as the person's words have it now; true when that is news to its provider. */
  async follow(task: Task, now: Date): Promise<boolean> {
    const [sharing, support] = [
      await this.words.last(task.referralId, 'share-with-provider'),
      await this.words.last(task.referralId, 'support'),
    ];
    task.share(sharing === undefined || sharing === 'given', now);
    return task.support(support === undefined || support === 'given', now);
  }
}

import { WorkerPublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { SchemeReach } from '#libs/platform';
import { Consumer, On } from '../consumers';

@Consumer()
export class WorkerPublishedConsumer {
  constructor(private readonly reach: SchemeReach) {}

  @On(WorkerPublished)
  async handle(published: WorkerPublished, message: MessageContext): Promise<void> {
    await this.reach.keepWorker(published, message.sequence);
  }
}

import { TaskRequested } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

/** The provider's Task exists: the connection keeps its id and tells it, so that the sender can find the Task. Its state stays. */
@Consumer()
export class TaskRequestedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskRequested)
  async handle(task: TaskRequested): Promise<void> {
    const answer = { task, answer: 'provider-asked', at: new Date(task.requestedAt) };
    await this.progressConnection.execute(answer, () => undefined);
  }
}

import { TaskRequested } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

/** The provider's Task exists: the connection remembers its id, so that the sender can find it. Its state stays. */
@Consumer()
export class TaskRequestedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskRequested)
  async handle(task: TaskRequested): Promise<void> {
    await this.progressConnection.execute(task, 'provider-asked', () => undefined);
  }
}

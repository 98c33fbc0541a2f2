import { TaskAccepted } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskAcceptedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskAccepted)
  async handle(task: TaskAccepted): Promise<void> {
    await this.progressConnection.execute(task, 'provider-accepted', (connection) => {
      connection.accepted(task.waitingList, new Date(task.acceptedAt));
    });
  }
}

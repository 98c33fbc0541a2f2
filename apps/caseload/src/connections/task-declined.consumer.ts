import { TaskDeclined } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskDeclinedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskDeclined)
  async handle(task: TaskDeclined): Promise<void> {
    await this.progressConnection.execute(task, 'provider-declined', (connection) => {
      connection.declined(task.reason, new Date(task.declinedAt));
    });
  }
}

import { TaskDeclined } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskDeclinedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskDeclined)
  async handle(task: TaskDeclined): Promise<void> {
    const answer = { task, answer: 'provider-declined', at: new Date(task.declinedAt) };
    await this.progressConnection.execute(answer, (connection) => {
      connection.declined(task.reason, answer.at);
    });
  }
}

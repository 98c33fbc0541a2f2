import { TaskCompleted } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskCompletedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskCompleted)
  async handle(task: TaskCompleted): Promise<void> {
    const answer = { task, answer: 'provider-completed', at: new Date(task.completedAt) };
    await this.progressConnection.execute(answer, (connection) => {
      connection.ended(task.outcome, answer.at);
    });
  }
}

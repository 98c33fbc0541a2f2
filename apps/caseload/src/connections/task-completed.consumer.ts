import { TaskCompleted } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskCompletedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskCompleted)
  async handle(task: TaskCompleted): Promise<void> {
    await this.progressConnection.execute(task, 'provider-completed', (connection) => {
      connection.ended(task.outcome, new Date(task.completedAt));
    });
  }
}

import { TaskNotAttended } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskNotAttendedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskNotAttended)
  async handle(task: TaskNotAttended): Promise<void> {
    await this.progressConnection.execute(task, 'provider-not-attended', (connection) => {
      connection.absent(new Date(task.expectedAt));
    });
  }
}

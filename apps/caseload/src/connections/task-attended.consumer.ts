import { TaskAttended } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskAttendedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskAttended)
  async handle(task: TaskAttended): Promise<void> {
    await this.progressConnection.execute(task, 'provider-attended', (connection) => {
      connection.attended(new Date(task.attendedAt));
    });
  }
}

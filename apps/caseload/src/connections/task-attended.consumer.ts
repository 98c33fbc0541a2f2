import { TaskAttended } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskAttendedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskAttended)
  async handle(task: TaskAttended): Promise<void> {
    const answer = { task, answer: 'provider-attended', at: new Date(task.attendedAt) };
    await this.progressConnection.execute(answer, (connection) => {
      connection.attended(answer.at);
    });
  }
}

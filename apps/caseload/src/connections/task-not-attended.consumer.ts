import { TaskNotAttended } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskNotAttendedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskNotAttended)
  async handle(task: TaskNotAttended): Promise<void> {
    const answer = { task, answer: 'provider-not-attended', at: new Date(task.expectedAt) };
    await this.progressConnection.execute(answer, (connection) => {
      connection.absent(answer.at);
    });
  }
}

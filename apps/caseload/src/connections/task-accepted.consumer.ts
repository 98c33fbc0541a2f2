import { TaskAccepted } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { ProgressConnectionService } from './progress-connection.service';

@Consumer()
export class TaskAcceptedConsumer {
  constructor(private readonly progressConnection: ProgressConnectionService) {}

  @On(TaskAccepted)
  async handle(task: TaskAccepted): Promise<void> {
    const answer = { task, answer: 'provider-accepted', at: new Date(task.acceptedAt) };
    await this.progressConnection.execute(answer, (connection) => {
      connection.accepted(task.waitingList, answer.at);
    });
  }
}

import { ConnectionRequested } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { RequestTaskService } from './request-task.service';

@Consumer()
export class ConnectionRequestedConsumer {
  constructor(
    private readonly requestTask: RequestTaskService,
    private readonly clock: Clock,
  ) {}

  @On(ConnectionRequested)
  async handle(connection: ConnectionRequested, message: MessageContext): Promise<void> {
    await this.requestTask.execute(connection, message.id, this.clock.now());
  }
}

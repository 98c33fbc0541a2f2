import { ConnectionProgressed } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { WithdrawTaskService } from './withdraw-task.service';

/** Of a connection's progress the provider decides all but one step: that the hub takes its request back. */
@Consumer()
export class ConnectionProgressedConsumer {
  constructor(
    private readonly withdrawTask: WithdrawTaskService,
    private readonly clock: Clock,
  ) {}

  @On(ConnectionProgressed)
  async handle({ state, connectionId }: ConnectionProgressed, message: MessageContext): Promise<void> {
    if (state === 'withdrawn') await this.withdrawTask.execute(connectionId, message.id, this.clock.now());
  }
}

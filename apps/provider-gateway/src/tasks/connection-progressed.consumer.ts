import { ConnectionProgressed, type ConnectionState } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { WithdrawTaskService } from './withdraw-task.service';

/** Where a connection ends without its provider. When the provider has ended its own Task already, that is what is told here, and the Task stays. */
const TAKEN_BACK: ReadonlySet<ConnectionState> = new Set<ConnectionState>(['withdrawn', 'declined-by-person', 'not-available', 'stopped']);

/** Of a connection's progress the provider decides most; what the link worker's side ends is taken back from it. */
@Consumer()
export class ConnectionProgressedConsumer {
  constructor(
    private readonly withdrawTask: WithdrawTaskService,
    private readonly clock: Clock,
  ) {}

  @On(ConnectionProgressed)
  async handle({ state, connectionId }: ConnectionProgressed, message: MessageContext): Promise<void> {
    if (TAKEN_BACK.has(state)) await this.withdrawTask.execute(connectionId, message.id, this.clock.now());
  }
}

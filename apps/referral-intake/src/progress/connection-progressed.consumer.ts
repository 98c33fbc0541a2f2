import { ConnectionProgressed } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { FollowConnectionService } from './follow-connection.service';

@Consumer()
export class ConnectionProgressedConsumer {
  constructor(private readonly follow: FollowConnectionService) {}

  @On(ConnectionProgressed)
  handle(told: ConnectionProgressed): Promise<void> {
    return this.follow.execute(told);
  }
}

import { ConnectionProgressed, type ConnectionState } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { Connection } from '../referrals/connection.entity';
import { FollowReferralService } from './follow-referral.service';

const ATTENDED: ReadonlySet<ConnectionState> = new Set<ConnectionState>(['first-attended', 'attending', 'sustained']);

@Consumer()
export class ConnectionProgressedConsumer {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly transaction: Transaction,
  ) {}

  @On(ConnectionProgressed)
  handle(told: ConnectionProgressed): Promise<void> {
    return this.follow.execute(told.referralId, async (referral) => {
      const { manager } = this.transaction;
      const connection = (await manager.findOneBy(Connection, { id: told.connectionId })) ?? Connection.from(told);
      connection.follow(told);
      await manager.save(connection);
      if (ATTENDED.has(told.state)) referral.advance('connected', new Date(told.at));
    });
  }
}

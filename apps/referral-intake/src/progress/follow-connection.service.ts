import { Injectable } from '@nestjs/common';
import type { ConnectionProgressed, ConnectionState } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Connection } from '../referrals/connection.entity';
import { FollowReferralService } from './follow-referral.service';

const ATTENDED: ReadonlySet<ConnectionState> = new Set<ConnectionState>(['first-attended', 'attending', 'sustained']);

/** Keeps the sender's copy of a connection; its first attendance is a point the whole referral has come to. */
@Injectable()
export class FollowConnectionService {
  constructor(
    private readonly follow: FollowReferralService,
    private readonly transaction: Transaction,
  ) {}

  execute(told: ConnectionProgressed): Promise<void> {
    return this.follow.execute(told, async (referral) => {
      const { manager } = this.transaction;
      const connection = (await manager.findOneBy(Connection, { id: told.connectionId })) ?? Connection.from(told);
      connection.follow(told);
      await manager.upsert(Connection, connection, ['id']);
      if (ATTENDED.has(told.state)) referral.advance('connected', new Date(told.at));
    });
  }
}

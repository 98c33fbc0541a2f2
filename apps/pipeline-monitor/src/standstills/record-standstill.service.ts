import { Injectable } from '@nestjs/common';
import { MessageParked, MessageRecovered, type MessageDiscarded, type MessageRedriven } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { StandstillRepository } from './standstill.repository';

/** Keeps where messages stand still, since when and with which code, and forgets it when they go on. */
@Injectable()
export class RecordStandstillService {
  constructor(
    private readonly transaction: Transaction,
    private readonly standstills: StandstillRepository,
  ) {}

  /** News of one subject comes in its order, so the last word holds. */
  execute(news: MessageParked | MessageRedriven | MessageDiscarded | MessageRecovered): Promise<void> {
    return this.transaction.run(() => {
      if (news instanceof MessageParked) return this.standstills.put(news);
      if (news instanceof MessageRecovered) return this.standstills.remove(news);
      return this.standstills.setWaiting(news);
    });
  }
}

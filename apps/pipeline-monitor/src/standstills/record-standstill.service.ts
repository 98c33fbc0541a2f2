import { Injectable } from '@nestjs/common';
import { MessageDiscarded, MessageParked, MessageRecovered, type MessageRedriven } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { AlertRepository } from '../alerts/alert.repository';
import { StandstillRepository } from './standstill.repository';

/** Keeps where messages stand still, since when and with which code, and forgets it when they go on; what needs an operator is an alert until then. */
@Injectable()
export class RecordStandstillService {
  constructor(
    private readonly transaction: Transaction,
    private readonly standstills: StandstillRepository,
    private readonly alerts: AlertRepository,
  ) {}

  /** News of one subject comes in its order, so the last word holds. */
  execute(news: MessageParked | MessageRedriven | MessageDiscarded | MessageRecovered): Promise<void> {
    return this.transaction.run(async () => {
      if (news instanceof MessageParked) {
        await this.standstills.put(news);
        if (news.state === 'dead') await this.alerts.raise(news);
      } else if (news instanceof MessageRecovered) {
        await this.standstills.remove(news);
        await this.alerts.close(news, 'recovered');
      } else {
        await this.standstills.setWaiting(news);
        if (news instanceof MessageDiscarded) await this.alerts.close(news, 'discarded');
      }
    });
  }
}

import { MessageDiscarded, MessageParked, MessageRecovered, MessageRedriven } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { RecordStandstillService } from './record-standstill.service';

/** Hears what every service tells of messages that it cannot handle. One class, since it is one story per subject. */
@Consumer()
export class MessageNewsConsumer {
  constructor(private readonly recordStandstill: RecordStandstillService) {}

  @On(MessageParked)
  parked(event: MessageParked): Promise<void> {
    return this.recordStandstill.execute(event);
  }

  @On(MessageRedriven)
  redriven(event: MessageRedriven): Promise<void> {
    return this.recordStandstill.execute(event);
  }

  @On(MessageDiscarded)
  discarded(event: MessageDiscarded): Promise<void> {
    return this.recordStandstill.execute(event);
  }

  @On(MessageRecovered)
  recovered(event: MessageRecovered): Promise<void> {
    return this.recordStandstill.execute(event);
  }
}

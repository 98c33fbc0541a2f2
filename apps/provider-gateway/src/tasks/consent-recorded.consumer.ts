import { ConsentRecorded, type ConsentPurpose } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { ChangeSharingService } from './change-sharing.service';

const OF_PROVIDERS: readonly ConsentPurpose[] = ['share-with-provider', 'support'];

@Consumer()
export class ConsentRecordedConsumer {
  constructor(
    private readonly changeSharing: ChangeSharingService,
    private readonly clock: Clock,
  ) {}

  @On(ConsentRecorded)
  async handle(word: ConsentRecorded, message: MessageContext): Promise<void> {
    if (OF_PROVIDERS.includes(word.purpose)) await this.changeSharing.execute(word, message.sequence, this.clock.now());
  }
}

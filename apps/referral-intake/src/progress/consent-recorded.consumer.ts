import { ConsentRecorded } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { KeepConsentService } from './keep-consent.service';

/** From the person's word on, their referrer hears no more, or again, how it goes (GV-01). */
@Consumer()
export class ConsentRecordedConsumer {
  constructor(private readonly keepConsent: KeepConsentService) {}

  @On(ConsentRecorded)
  async handle(word: ConsentRecorded, message: MessageContext): Promise<void> {
    if (word.purpose === 'share-with-referrer') await this.keepConsent.execute(word, message.sequence);
  }
}

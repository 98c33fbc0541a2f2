import { AgreementPublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { SchemeReach } from '#libs/platform';
import { Consumer, On } from '../consumers';

@Consumer()
export class AgreementPublishedConsumer {
  constructor(private readonly reach: SchemeReach) {}

  @On(AgreementPublished)
  async handle(published: AgreementPublished, message: MessageContext): Promise<void> {
    await this.reach.keepAgreement(published, message.sequence);
  }
}

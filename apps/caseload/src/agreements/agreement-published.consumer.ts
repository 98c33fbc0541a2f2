import { AgreementPublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { KeepAgreementService } from './keep-agreement.service';

@Consumer()
export class AgreementPublishedConsumer {
  constructor(private readonly keepAgreement: KeepAgreementService) {}

  @On(AgreementPublished)
  async handle(published: AgreementPublished, message: MessageContext): Promise<void> {
    await this.keepAgreement.execute(published, message.sequence);
  }
}

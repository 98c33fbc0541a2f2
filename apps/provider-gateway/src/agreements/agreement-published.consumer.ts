import { AgreementPublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { AgreementRepository } from './agreement.repository';

@Consumer()
export class AgreementPublishedConsumer {
  constructor(private readonly agreements: AgreementRepository) {}

  @On(AgreementPublished)
  async handle(published: AgreementPublished, message: MessageContext): Promise<void> {
    await this.agreements.keep(published, message.sequence);
  }
}

import { ServicePublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { KeepServiceService } from './keep-service.service';

@Consumer()
export class ServicePublishedConsumer {
  constructor(private readonly keepService: KeepServiceService) {}

  @On(ServicePublished)
  async handle(published: ServicePublished, message: MessageContext): Promise<void> {
    await this.keepService.execute(published, message.sequence);
  }
}

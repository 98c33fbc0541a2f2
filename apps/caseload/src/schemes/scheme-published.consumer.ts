import { SchemePublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { KeepSchemeService } from './keep-scheme.service';

@Consumer()
export class SchemePublishedConsumer {
  constructor(private readonly keepScheme: KeepSchemeService) {}

  @On(SchemePublished)
  async handle(published: SchemePublished, message: MessageContext): Promise<void> {
    await this.keepScheme.execute(published, message.sequence);
  }
}

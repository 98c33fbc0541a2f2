import { SchemePublished } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { SchemeRepository } from './scheme.repository';

@Consumer()
export class SchemePublishedConsumer {
  constructor(private readonly schemes: SchemeRepository) {}

  @On(SchemePublished)
  async handle(published: SchemePublished, message: MessageContext): Promise<void> {
    await this.schemes.keep(published, message.sequence);
  }
}

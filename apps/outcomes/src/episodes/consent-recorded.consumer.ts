import { ConsentRecorded } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { EpisodeRepository } from './episode.repository';

@Consumer()
export class ConsentRecordedConsumer {
  constructor(private readonly episodes: EpisodeRepository) {}

  @On(ConsentRecorded)
  async handle(word: ConsentRecorded, message: MessageContext): Promise<void> {
    if (word.purpose === 'evaluation') await this.episodes.evaluate(word, message.sequence);
  }
}

import { ConsentRecorded } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { EpisodeRepository } from './episode.repository';

@Consumer()
export class ConsentRecordedConsumer {
  constructor(private readonly episodes: EpisodeRepository) {}

  @On(ConsentRecorded)
  async handle(consent: ConsentRecorded): Promise<void> {
    if (consent.purpose === 'evaluation') await this.episodes.evaluate(consent);
  }
}

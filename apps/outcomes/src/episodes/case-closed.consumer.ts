import { CaseClosed } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { EpisodeRepository } from './episode.repository';

@Consumer()
export class CaseClosedConsumer {
  constructor(private readonly episodes: EpisodeRepository) {}

  @On(CaseClosed, { ownSubjectOnly: true })
  async handle(closed: CaseClosed): Promise<void> {
    await this.episodes.close(closed);
  }
}

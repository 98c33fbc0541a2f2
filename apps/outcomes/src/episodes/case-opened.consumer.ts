import { CaseOpened } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { EpisodeRepository } from './episode.repository';

@Consumer()
export class CaseOpenedConsumer {
  constructor(private readonly episodes: EpisodeRepository) {}

  @On(CaseOpened, { ownSubjectOnly: true })
  async handle(opened: CaseOpened): Promise<void> {
    await this.episodes.open(opened);
  }
}

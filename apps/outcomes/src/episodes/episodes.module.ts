import { ConsentWords, type Feature } from '#libs/platform';
import { CaseClosedConsumer } from './case-closed.consumer';
import { CaseOpenedConsumer } from './case-opened.consumer';
import { ConsentRecordedConsumer } from './consent-recorded.consumer';
import { EpisodeRepository } from './episode.repository';

/** Which referrals have a case, in which scheme, and whether it is over. */
export const episodes: Feature = {
  controllers: [CaseOpenedConsumer, CaseClosedConsumer, ConsentRecordedConsumer],
  providers: [ConsentWords, EpisodeRepository],
};

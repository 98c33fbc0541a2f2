import { Releases, SchemeReach, type Feature } from '#libs/platform';
import { AgreementPublishedConsumer } from './agreement-published.consumer';
import { CaseMovedConsumer } from './case-moved.consumer';
import { WorkerPublishedConsumer } from './worker-published.consumer';
import { SchemePublishedConsumer } from './scheme-published.consumer';
import { SchemeRepository } from './scheme.repository';

/** Which schemes there are, and whose. */
export const schemes: Feature = {
  controllers: [AgreementPublishedConsumer, CaseMovedConsumer, WorkerPublishedConsumer, SchemePublishedConsumer],
  providers: [Releases, SchemeReach, SchemeRepository],
};

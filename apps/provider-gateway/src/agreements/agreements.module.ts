import type { Feature } from '#libs/platform';
import { AgreementPublishedConsumer } from './agreement-published.consumer';
import { AgreementRepository } from './agreement.repository';

/** Under which agreements providers may know who the people are (ID-01). */
export const agreements: Feature = {
  controllers: [AgreementPublishedConsumer],
  providers: [AgreementRepository],
};

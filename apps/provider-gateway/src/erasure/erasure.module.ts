import type { Feature } from '#libs/platform';
import { EraseReferralsService } from './erase-referrals.service';
import { ReferralsErasedConsumer } from './referrals-erased.consumer';

/** What this service does when referrals are erased. */
export const erasure: Feature = { controllers: [ReferralsErasedConsumer], providers: [EraseReferralsService] };

import type { Feature } from '#libs/platform';
import { CaseTablesQuery } from './case-tables.query';
import { EraseReferralsService } from './erase-referrals.service';
import { ReferralsErasedConsumer } from './referrals-erased.consumer';

/** What this service does when referrals are erased. */
export const erasure: Feature = { controllers: [ReferralsErasedConsumer], providers: [EraseReferralsService, CaseTablesQuery] };

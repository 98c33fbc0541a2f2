import type { Feature } from '#libs/platform';
import { CaseAllocatedConsumer } from './case-allocated.consumer';
import { CaseClosedConsumer } from './case-closed.consumer';
import { CaseOpenedConsumer } from './case-opened.consumer';
import { ConnectionProgressedConsumer } from './connection-progressed.consumer';
import { ContactRecordedConsumer } from './contact-recorded.consumer';
import { FollowReferralService } from './follow-referral.service';
import { MeasurementRecordedConsumer } from './measurement-recorded.consumer';

export const progress: Feature = {
  controllers: [
    CaseOpenedConsumer,
    CaseAllocatedConsumer,
    ContactRecordedConsumer,
    ConnectionProgressedConsumer,
    CaseClosedConsumer,
    MeasurementRecordedConsumer,
  ],
  providers: [FollowReferralService],
};

import { ConsentWords, type Feature } from '#libs/platform';
import { CaseAllocatedConsumer } from './case-allocated.consumer';
import { CaseClosedConsumer } from './case-closed.consumer';
import { CaseOpenedConsumer } from './case-opened.consumer';
import { CaseReferredBackConsumer } from './case-referred-back.consumer';
import { ConnectionProgressedConsumer } from './connection-progressed.consumer';
import { ConsentRecordedConsumer } from './consent-recorded.consumer';
import { ContactRecordedConsumer } from './contact-recorded.consumer';
import { CloseReferralService } from './close-referral.service';
import { FollowConnectionService } from './follow-connection.service';
import { FollowReferralService } from './follow-referral.service';
import { HearingQuery } from './hearing.query';
import { KeepConsentService } from './keep-consent.service';
import { MeasurementRecordedConsumer } from './measurement-recorded.consumer';
import { PlanAgreedConsumer } from './plan-agreed.consumer';
import { ReferBackAcknowledgedConsumer } from './refer-back-acknowledged.consumer';
import { ShowMeasurementService } from './show-measurement.service';

export const progress: Feature = {
  controllers: [
    CaseOpenedConsumer,
    CaseAllocatedConsumer,
    ContactRecordedConsumer,
    PlanAgreedConsumer,
    ConnectionProgressedConsumer,
    CaseReferredBackConsumer,
    ConsentRecordedConsumer,
    ReferBackAcknowledgedConsumer,
    CaseClosedConsumer,
    MeasurementRecordedConsumer,
  ],
  providers: [
    ConsentWords,
    HearingQuery,
    FollowReferralService,
    FollowConnectionService,
    CloseReferralService,
    KeepConsentService,
    ShowMeasurementService,
  ],
};

export * from './agreement-published.event';
export * from './call-back-missed.event';
export * from './case-alert-raised.event';
export * from './case-allocated.event';
export * from './case-closed.event';
export * from './case-moved.event';
export * from './case-opened.event';
export * from './case-person-corrected.event';
export * from './case-queued.event';
export * from './case-referred-back.event';
export * from './connection-progressed.event';
export * from './connection-requested.event';
export * from './consent-recorded.event';
export * from './contact-recorded.event';
export * from './hand-over-changed.event';
export * from './measurement-recorded.event';
export * from './message-discarded.event';
export * from './message-parked.event';
export * from './message-recovered.event';
export * from './message-redriven.event';
export * from './message-resent.event';
export * from './person-corrected.event';
export * from './plan-agreed.event';
export * from './records-answered.event';
export * from './records-copy-requested.event';
export * from './refer-back-acknowledged.event';
export * from './refer-back-escalated.event';
export * from './referral-accepted.event';
export * from './referral-withdrawn.event';
export * from './referrals-erased.event';
export * from './retention-requested.event';
export * from './scheme-published.event';
export * from './service-published.event';
export * from './signposting-recorded.event';
export * from './task-accepted.event';
export * from './task-attended.event';
export * from './task-completed.event';
export * from './task-declined.event';
export * from './task-not-attended.event';
export * from './task-notified.event';
export * from './task-requested.event';
export * from './worker-published.event';
export { AccessNeeds, PersonDetails, PersonName } from './fields';
export {
  LONGEST_REFERRAL_DETAILS,
  ReferralDetails,
  ReferredPerson,
  type ReferralAddress,
  type ReferralLanguage,
  type ReferralRelatedPerson,
  type ReferralStatement,
  type ReferralTelecom,
} from './referral-details';
export { ProviderTask } from './provider-task';

import type { EventClass } from './event-contract';
import * as events from './events/index';

/** Every event that services publish, the source of the schemas, the examples and the catalogue. */
export const EVENTS: readonly EventClass[] = [
  events.AgreementPublished,
  events.CaseAlertRaised,
  events.CaseAllocated,
  events.CaseClosed,
  events.CaseOpened,
  events.ConnectionProgressed,
  events.ConnectionRequested,
  events.ContactRecorded,
  events.MeasurementRecorded,
  events.MessageDiscarded,
  events.MessageParked,
  events.MessageRecovered,
  events.MessageRedriven,
  events.MessageResent,
  events.PlanAgreed,
  events.ReferralAccepted,
  events.ReferralWithdrawn,
  events.SchemePublished,
  events.ServicePublished,
  events.TaskAccepted,
  events.TaskAttended,
  events.TaskCompleted,
  events.TaskDeclined,
  events.TaskNotAttended,
  events.TaskNotified,
  events.TaskRequested,
];

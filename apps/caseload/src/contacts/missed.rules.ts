/** Why a person missed an agreed contact, in the person's words put into a code (CL-16). */
export const MISSED_REASONS = [
  'fatigue',
  'memory',
  'health',
  'anxiety',
  'transport',
  'caring',
  'work',
  'message-not-received',
  'not-told',
  'other',
] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

/** Why the service missed it. */
export const SERVICE_MISSED_REASONS = ['staff-absence', 'running-late', 'double-booked', 'wrong-details', 'other'] as const;
export type ServiceMissedReason = (typeof SERVICE_MISSED_REASONS)[number];

/** What can be changed so that a contact becomes possible for the person. */
export const ADJUSTMENTS = [
  'reminder-day-before',
  'reminder-same-day',
  'written-note',
  'shorter',
  'another-time',
  'another-place',
  'another-mode',
  'companion',
  'help-with-transport',
] as const;
export type Adjustment = (typeof ADJUSTMENTS)[number];

const REMINDERS = ['reminder-day-before', 'reminder-same-day'] as const;

const FITTING: Readonly<Record<MissedReason, readonly Adjustment[]>> = {
  fatigue: ['shorter', 'another-time', 'another-mode', ...REMINDERS],
  memory: [...REMINDERS, 'written-note', 'companion'],
  health: ['another-time', 'another-mode', 'another-place'],
  anxiety: ['companion', 'another-mode', 'another-place', 'shorter'],
  transport: ['help-with-transport', 'another-place', 'another-mode'],
  caring: ['another-time', 'another-mode'],
  work: ['another-time', 'another-mode'],
  'message-not-received': [...REMINDERS, 'written-note'],
  'not-told': [...REMINDERS],
  other: [...REMINDERS, 'another-time'],
};

/** What to offer a person who missed a contact for a reason (CL-16). */
export function fittingAdjustments(reason: MissedReason): readonly Adjustment[] {
  return FITTING[reason];
}

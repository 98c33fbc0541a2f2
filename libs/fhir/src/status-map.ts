import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import type { ClosureReason, ConnectionState } from '#libs/contracts';

export type TaskStatus = NonNullable<Task['status']>;
export type RequestStatus = NonNullable<ServiceRequest['status']>;

/** One row of the referral's axis: where the hub stands with a referral, and what the sender's Task then says. */
export interface ReferralRow {
  readonly status: TaskStatus;
  readonly text: string;
  /** Where the case then stands, for the reader of docs/status-map.md. */
  readonly case: string;
  /** Code of `H/CodeSystem/reason` told where nobody gave a nearer one; every status that needs a `statusReason` has it. */
  readonly reason?: ReasonCode;
}

/** `H/CodeSystem/reason`: why something was refused, stopped, paused or failed, in plain English. */
export const REASONS = {
  'scheme-policy': 'The scheme does not take referrals of this kind',
  paused: 'Support is paused for now',
  'declined-service': 'The person did not want the service',
  'not-reached': 'The person could not be reached',
  ended: 'Support ended before it was complete',
  moved: 'The person has moved away',
  died: 'The person has died',
  'other-care': 'The person is now supported by another service',
  'withdrawn-by-sender': 'The sender has withdrawn the referral',
  'entered-in-error': 'The referral was sent by mistake',
  'no-capacity': 'The service has no place at present',
  'not-suitable': 'The service is not suitable for the person',
  'out-of-area': 'The person lives outside the area of the service',
  'cannot-contact': 'The service could not reach the person',
  'declined-by-person': 'The person decided against the service',
  'never-attended': 'The person never attended',
  'withdrawn-by-hub': 'The link worker has taken the request back',
  'declined-by-provider': 'The service has declined',
  'stands-still': 'We could not process part of this referral. The operators of the hub are dealing with it',
  'set-aside': 'We could not process part of this referral. The operators of the hub have set that part aside',
  'not-processed': 'We could not process this referral and nobody will act on it. Please send it again as a new referral',
  other: 'Another reason',
} as const;
export type ReasonCode = keyof typeof REASONS;

/** T1: `H/CodeSystem/referral-progress` → the referral's Task (docs/fhir-wire-format.md §4). */
export const REFERRAL_PROGRESS = {
  received: { status: 'requested', text: 'Received', case: 'none yet' },
  refused: { status: 'rejected', text: 'Refused', case: 'none: scheme policy', reason: 'scheme-policy' },
  'waiting-for-worker': { status: 'accepted', text: 'Waiting for a link worker', case: 'unallocated' },
  allocated: { status: 'accepted', text: 'Allocated to a link worker', case: 'allocated' },
  contacted: { status: 'in-progress', text: 'Contacted', case: 'supporting: first kept contact' },
  'plan-agreed': { status: 'in-progress', text: 'Plan agreed', case: 'supporting: plan agreed' },
  connected: { status: 'in-progress', text: 'Connected to a service', case: 'supporting: first connection attended' },
  paused: { status: 'on-hold', text: 'Paused', case: 'clock paused, recorded reason', reason: 'paused' },
  'referred-back': { status: 'in-progress', text: 'Referred back to a health professional', case: 'open, crisis: priority stat' },
  'handing-over': { status: 'in-progress', text: 'Handing over', case: 'handing over' },
  'closed-completed': { status: 'completed', text: 'Closed: support given', case: 'closed, support given' },
  'closed-declined': {
    status: 'cancelled',
    text: 'Closed: the person did not want the service',
    case: 'closed, person did not want the service',
    reason: 'declined-service',
  },
  'closed-not-reached': {
    status: 'failed',
    text: 'Closed: the person could not be reached',
    case: 'closed: never contacted',
    reason: 'not-reached',
  },
  'closed-ended': { status: 'cancelled', text: 'Closed: support ended', case: 'closed: moved, died, other care', reason: 'ended' },
  'not-processed': {
    status: 'failed',
    text: 'Closed: the hub could not process the referral',
    case: 'none: an operator discarded the referral',
    reason: 'not-processed',
  },
  withdrawn: { status: 'cancelled', text: 'Withdrawn by the sender', case: 'closed by the sender', reason: 'withdrawn-by-sender' },
  'entered-in-error': { status: 'entered-in-error', text: 'Sent by mistake', case: 'closed by the sender' },
} as const satisfies Record<string, ReferralRow>;
export type ReferralProgress = keyof typeof REFERRAL_PROGRESS;
export const REFERRAL_PROGRESS_CODES = Object.keys(REFERRAL_PROGRESS) as ReferralProgress[];

/** What the sender is told when a case closes. */
export const PROGRESS_OF_CLOSURE: Readonly<Record<ClosureReason, ReferralProgress>> = {
  completed: 'closed-completed',
  declined: 'closed-declined',
  'not-reached': 'closed-not-reached',
  ended: 'closed-ended',
  withdrawn: 'withdrawn',
  'entered-in-error': 'entered-in-error',
};

/** One row of the connection's axis: what its Task says, and the status of its filler-order. */
export interface ConnectionRow {
  readonly status: TaskStatus;
  /** Code of `H/CodeSystem/connection-progress`. */
  readonly progress: string;
  readonly text: string;
  readonly request: RequestStatus;
  readonly reason?: ReasonCode;
}

const NEVER_ATTENDED: ConnectionRow = {
  status: 'failed',
  progress: 'never-attended',
  text: 'Never attended',
  request: 'revoked',
  reason: 'never-attended',
};

/** T2: connection state → the connection's Task (docs/fhir-wire-format.md §4); `undefined`: there is no Task yet. */
export const CONNECTION_PROGRESS: Readonly<Record<ConnectionState, ConnectionRow | undefined>> = {
  suggested: undefined,
  agreed: undefined,
  referred: { status: 'requested', progress: 'asked', text: 'Service asked', request: 'active' },
  accepted: { status: 'accepted', progress: 'accepted', text: 'Accepted by the service', request: 'active' },
  'waiting-list': { status: 'accepted', progress: 'waiting-list', text: 'On the waiting list', request: 'active' },
  'first-attended': { status: 'in-progress', progress: 'first-attended', text: 'Attended for the first time', request: 'active' },
  attending: { status: 'in-progress', progress: 'attending', text: 'Attending', request: 'active' },
  paused: { status: 'on-hold', progress: 'paused', text: 'Paused', request: 'on-hold', reason: 'paused' },
  sustained: { status: 'completed', progress: 'sustained', text: 'Sustained', request: 'completed' },
  stopped: { status: 'completed', progress: 'stopped', text: 'Stopped after attending', request: 'completed' },
  declined: {
    status: 'rejected',
    progress: 'declined',
    text: 'Declined by the service',
    request: 'revoked',
    reason: 'declined-by-provider',
  },
  'not-available': { status: 'rejected', progress: 'no-capacity', text: 'No place available', request: 'revoked', reason: 'no-capacity' },
  'declined-by-person': {
    status: 'cancelled',
    progress: 'declined-by-person',
    text: 'Declined by the person',
    request: 'revoked',
    reason: 'declined-by-person',
  },
  withdrawn: { status: 'cancelled', progress: 'withdrawn', text: 'Taken back by the hub', request: 'revoked', reason: 'withdrawn-by-hub' },
};

/** The row for a connection. Stopping counts as completed only where the person has attended at least once. */
export function connectionRow(state: ConnectionState, everAttended: boolean): ConnectionRow | undefined {
  return state === 'stopped' && !everAttended ? NEVER_ATTENDED : CONNECTION_PROGRESS[state];
}

/** Statuses that always carry a `statusReason` (docs/fhir-wire-format.md §3). */
export const NEEDS_REASON: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['rejected', 'cancelled', 'on-hold', 'failed']);

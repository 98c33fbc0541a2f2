import type { ConnectionState, DeclineReason } from '#libs/contracts';
import { ConnectionTransitionError } from './connection.errors';

/** The connection's state machine (CL-31): from each state, those that may follow. A state that nothing follows is an end. */
export const CONNECTION_TRANSITIONS: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  suggested: ['agreed', 'paused', 'not-available', 'declined-by-person', 'withdrawn'],
  agreed: ['referred', 'paused', 'not-available', 'declined-by-person', 'withdrawn'],
  referred: ['accepted', 'waiting-list', 'paused', 'declined', 'not-available', 'declined-by-person', 'withdrawn'],
  accepted: ['waiting-list', 'first-attended', 'paused', 'stopped', 'declined', 'not-available', 'declined-by-person', 'withdrawn'],
  'waiting-list': ['accepted', 'first-attended', 'paused', 'stopped', 'declined', 'not-available', 'declined-by-person', 'withdrawn'],
  'first-attended': ['attending', 'paused', 'sustained', 'stopped', 'withdrawn'],
  attending: ['paused', 'sustained', 'stopped', 'withdrawn'],
  paused: [
    'suggested',
    'agreed',
    'referred',
    'accepted',
    'waiting-list',
    'first-attended',
    'attending',
    'stopped',
    'declined',
    'not-available',
    'declined-by-person',
    'withdrawn',
  ],
  sustained: [],
  stopped: [],
  declined: [],
  'declined-by-person': [],
  'not-available': [],
  withdrawn: [],
};

/** Something may still come of it, so somebody must follow it up. */
export function isLive(state: ConnectionState): boolean {
  return CONNECTION_TRANSITIONS[state].length > 0;
}

/** Refuses what the state machine does not allow. */
export function assertMayFollow(from: ConnectionState, to: ConnectionState): void {
  if (!CONNECTION_TRANSITIONS[from].includes(to)) throw new ConnectionTransitionError(from, to);
}

/** Where a provider's no leads: full is not the same as unsuitable, nor as a person who changed their mind. */
export function stateAfterDecline(reason: DeclineReason): ConnectionState {
  if (reason === 'no-capacity') return 'not-available';
  return reason === 'declined-by-person' ? 'declined-by-person' : 'declined';
}

/** Where an attendance leads: the first one, then the second and every later one. */
export function stateAfterAttendance(from: ConnectionState): ConnectionState {
  return from === 'first-attended' || from === 'attending' ? 'attending' : 'first-attended';
}

/** The state machine as the README draws it: one line a state, the ends at last. */
export function drawnStates(): string {
  const states = Object.entries(CONNECTION_TRANSITIONS);
  const width = Math.max(...states.map(([state]) => state.length));
  const lines = states.filter(([, next]) => next.length > 0).map(([state, next]) => `${state.padEnd(width)} ─▶ ${next.join(' · ')}`);
  const ends = states.filter(([, next]) => next.length === 0).map(([state]) => state);
  return [...lines, `${'ends'.padEnd(width)}    ${ends.join(' · ')}`].join('\n');
}

import { readFileSync } from 'node:fs';
import { CONNECTION_STATES, DECLINE_REASONS } from '#libs/contracts';
import {
  assertMayFollow,
  CONNECTION_TRANSITIONS,
  drawnStates,
  isLive,
  stateAfterAttendance,
  stateAfterDecline,
} from './connection-state.rules';
import { ConnectionTransitionError } from './connection.errors';

describe("a connection's states", () => {
  it('lead from suggested to sustained step by step (CL-31)', () => {
    const path = ['suggested', 'agreed', 'referred', 'accepted', 'first-attended', 'attending', 'sustained'] as const;
    path.slice(1).forEach((to, index) => {
      expect(() => {
        assertMayFollow(path[index] ?? 'suggested', to);
      }).not.toThrow();
    });
  });

  it('refuse suggested→sustained with both states named (CL-31)', () => {
    expect(() => {
      assertMayFollow('suggested', 'sustained');
    }).toThrow(new ConnectionTransitionError('suggested', 'sustained'));
    expect(new ConnectionTransitionError('suggested', 'sustained')).toMatchObject({
      status: 409,
      code: 'CONNECTION.TRANSITION_NOT_POSSIBLE',
      message: 'A connection that is suggested cannot become sustained.',
    });
  });

  it('are sustained only after attendance (CL-31)', () => {
    const before = CONNECTION_STATES.filter((state) => CONNECTION_TRANSITIONS[state].includes('sustained'));
    expect(before).toEqual(['first-attended', 'attending']);
  });

  it('can always be taken back while live, and never left once ended', () => {
    for (const state of CONNECTION_STATES) {
      if (isLive(state)) expect(CONNECTION_TRANSITIONS[state]).toContain('withdrawn');
    }
    expect(CONNECTION_STATES.filter((state) => !isLive(state))).toEqual([
      'sustained',
      'stopped',
      'declined',
      'declined-by-person',
      'not-available',
      'withdrawn',
    ]);
  });

  it('tell a full service from an unsuitable one and from a person who said no when a provider declines', () => {
    expect(DECLINE_REASONS.map(stateAfterDecline)).toEqual([
      'not-available',
      'declined',
      'declined',
      'declined',
      'declined-by-person',
      'declined',
    ]);
  });

  it('are first attended once, then attending', () => {
    expect((['accepted', 'waiting-list', 'first-attended', 'attending'] as const).map(stateAfterAttendance)).toEqual([
      'first-attended',
      'first-attended',
      'attending',
      'attending',
    ]);
  });

  it('are drawn in the README as the code has them (CL-31)', () => {
    expect(readFileSync('apps/caseload/README.md', 'utf8')).toContain(`\`\`\`\n${drawnStates()}\n\`\`\``);
  });
});

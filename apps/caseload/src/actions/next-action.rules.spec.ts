import { CASE_STATUSES, CONNECTION_STATES, type ConnectionState } from '#libs/contracts';
import { nextActionOf, type CaseFacts, type ConnectionFacts } from './next-action.rules';

const CLOCKS = { nation: 'england', allocateWithin: 2, contactWithin: 5, respondWithin: 10 } as const;
const ALLOCATE_BY = new Date('2026-11-25T17:00:00Z');
const CONTACT_BY = new Date('2026-11-30T17:00:00Z');

describe('the next action', () => {
  it('is to allocate, owned by the queue, when nobody has the case (CL-02, CL-13)', () => {
    expect(nextActionOf(facts({ status: 'unallocated', allocatedAt: null }), [], CLOCKS)).toEqual({
      type: 'allocate',
      title: 'Allocate a link worker',
      owner: 'queue',
      ownerId: null,
      actionId: null,
      dueAt: ALLOCATE_BY,
    });
  });

  it('is the first contact within the service level when a worker has the case (CL-12)', () => {
    expect(nextActionOf(facts({}), [], CLOCKS)).toMatchObject({ type: 'first-contact', owner: 'worker', dueAt: CONTACT_BY });
  });

  it('stays the first contact, due when it was, when only a voicemail was left (CL-12)', () => {
    const after = nextActionOf(facts({ lastMissedAt: new Date('2026-11-24T10:00:00Z') }), [], CLOCKS);
    expect(after).toMatchObject({ type: 'first-contact', dueAt: CONTACT_BY });
  });

  it('is to agree what follows when the person has been spoken to', () => {
    expect(nextActionOf(supporting(), [], CLOCKS)).toMatchObject({ type: 'follow-up', dueAt: new Date('2026-12-01T17:00:00Z') });
  });

  it('is to reach the person again when a later contact was missed', () => {
    const missed = { ...supporting(), lastMissedAt: new Date('2026-11-27T10:00:00Z') };
    expect(nextActionOf(missed, [], CLOCKS)).toMatchObject({ type: 'retry-contact', dueAt: new Date('2026-12-04T17:00:00Z') });
  });

  it("is the provider's answer, due with its clock, when a connection has been requested", () => {
    const respondBy = new Date('2026-12-09T17:00:00Z');
    expect(nextActionOf(supporting(), [connection('referred', { respondBy })], CLOCKS)).toMatchObject({
      type: 'provider-answer',
      title: 'Check that Allotment Trust has answered about Gardening',
      dueAt: respondBy,
    });
  });

  it('is the thing due first when several wait', () => {
    const soon = connection('accepted', { at: new Date('2026-11-25T09:00:00Z') });
    const later = connection('referred', { respondBy: new Date('2026-12-09T17:00:00Z') });
    expect(nextActionOf(supporting(), [later, soon], CLOCKS)).toMatchObject({ type: 'attendance' });
    expect(nextActionOf(supporting(), [soon, later], CLOCKS)).toMatchObject({ type: 'attendance' });
  });

  it.each([
    ['accepted', 'attendance'],
    ['waiting-list', 'attendance'],
    ['first-attended', 'follow-up'],
    ['attending', 'follow-up'],
    ['declined', 'find-alternative'],
    ['not-available', 'find-alternative'],
    ['declined-by-person', 'find-alternative'],
    ['sustained', 'review'],
    ['stopped', 'review'],
  ] as const)('follows the connection when it is %s: %s', (state, type) => {
    expect(nextActionOf(supporting(), [connection(state, {})], CLOCKS)).toMatchObject({ type, owner: 'worker' });
  });

  it('is to ask what was difficult when the person was expected and did not come', () => {
    const absent = connection('accepted', { lastAbsentAt: new Date('2026-12-03T10:00:00Z') });
    expect(nextActionOf(supporting(), [absent], CLOCKS)).toMatchObject({ type: 'not-attended', dueAt: new Date('2026-12-10T17:00:00Z') });
  });

  it('leaves a decline behind when the person has been spoken to since, or another service was asked', () => {
    const declined = connection('declined', { at: new Date('2026-11-26T09:00:00Z') });
    const spoken = { ...supporting(), lastKeptAt: new Date('2026-11-27T09:00:00Z') };
    expect(nextActionOf(spoken, [declined], CLOCKS)).toMatchObject({ type: 'follow-up' });
    const spokenThen = { ...supporting(), lastKeptAt: declined.at };
    expect(nextActionOf(spokenThen, [declined], CLOCKS)).toMatchObject({ type: 'follow-up' });
    const other = connection('referred', { requestedAt: new Date('2026-11-27T09:00:00Z') });
    expect(nextActionOf(supporting(), [declined, other], CLOCKS)).toMatchObject({ type: 'provider-answer' });
  });

  it('exists in every open status with a connection in any state, and never when closed (CL-13)', () => {
    for (const status of CASE_STATUSES) {
      for (const state of CONNECTION_STATES) {
        const action = nextActionOf({ ...supporting(), status }, [connection(state, {})], CLOCKS);
        if (status === 'closed') expect(action).toBeNull();
        else expect(Number.isFinite(action?.dueAt.getTime()) && action?.title !== '').toBe(true);
      }
    }
  });
});

function facts(changes: Partial<CaseFacts>): CaseFacts {
  return {
    status: 'allocated',
    allocateBy: ALLOCATE_BY,
    contactBy: CONTACT_BY,
    allocatedAt: new Date('2026-11-23T10:00:00Z'),
    firstContactAt: null,
    lastKeptAt: null,
    lastMissedAt: null,
    ...changes,
  };
}

function supporting(): CaseFacts {
  const spokenAt = new Date('2026-11-24T10:00:00Z');
  return facts({ status: 'supporting', firstContactAt: spokenAt, lastKeptAt: spokenAt });
}

function connection(state: ConnectionState, changes: Partial<ConnectionFacts>): ConnectionFacts {
  return {
    serviceName: 'Gardening',
    providerName: 'Allotment Trust',
    state,
    at: new Date('2026-11-25T10:00:00Z'),
    requestedAt: new Date('2026-11-25T10:00:00Z'),
    respondBy: new Date('2026-12-09T17:00:00Z'),
    lastAbsentAt: null,
    ...changes,
  };
}

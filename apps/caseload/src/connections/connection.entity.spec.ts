import { Connection } from './connection.entity';

const AT = new Date('2026-11-24T10:00:00Z');
const LATER = new Date('2026-12-01T10:00:00Z');

describe('a connection', () => {
  it('is asked for, with its clock running, when it is made', () => {
    expect(referred()).toMatchObject({ state: 'referred', at: AT, reason: null, stateCount: 1 });
  });

  it('keeps date and reason of the state it is in (CL-31)', () => {
    const connection = referred();
    connection.declined('no-capacity', LATER);
    expect(connection).toMatchObject({ state: 'not-available', reason: 'no-capacity', at: LATER, stateCount: 2 });
  });

  it('says that the person never came when the provider ends it before any attendance', () => {
    const connection = referred();
    connection.accepted(true, AT);
    connection.ended('stopped', LATER);
    expect(connection).toMatchObject({ state: 'stopped', reason: 'never-attended' });
  });

  it('has no reason to give when it is stopped after attendance', () => {
    const connection = referred();
    connection.accepted(false, AT);
    connection.attended(AT);
    connection.ended('stopped', LATER);
    expect(connection).toMatchObject({ state: 'stopped', reason: null });
  });

  it('stays attending, and counts no change, when the person comes again and again', () => {
    const connection = referred();
    connection.accepted(false, AT);
    for (let times = 0; times < 4; times += 1) connection.attended(LATER);
    expect(connection).toMatchObject({ state: 'attending', stateCount: 4 });
  });

  it('goes on when the person was expected and did not come (part of CL-16)', () => {
    const connection = referred();
    connection.accepted(false, AT);
    connection.absent(LATER);
    expect(connection).toMatchObject({ state: 'accepted', lastAbsentAt: LATER, stateCount: 2 });
  });

  it('refuses an attendance before the provider accepted, and changes nothing', () => {
    const connection = referred();
    expect(() => {
      connection.attended(LATER);
    }).toThrow('A connection that is referred cannot become first-attended.');
    expect(connection).toMatchObject({ state: 'referred', stateCount: 1 });
  });
});

function referred(): Connection {
  return Connection.refer({
    id: 'e2b5cf1a-7a64-4d4f-8a39-2f9f2c1d0b7e',
    caseId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d',
    serviceId: '5b8a3a53-3a67-4f0f-9f39-1f6f5a1d7c11',
    providerId: 'b2c7d9a4-9a0e-4a59-8f0e-6f1d2c3b4a5f',
    serviceName: 'Gardening together',
    providerName: 'Allotment Trust',
    levelOfSupport: 'introduced',
    needs: ['loneliness'],
    consentToShare: true,
    requestedAt: AT,
    respondBy: LATER,
  });
}

import { Connection } from './connection.entity';

describe('a connection, as the sender of the referral may see it', () => {
  const told = (changes: object = {}) =>
    ({
      connectionId: 'one',
      referralId: 'referral',
      providerId: 'provider',
      providerName: 'Allotment Trust',
      serviceId: 'service',
      serviceName: 'Gardening',
      consentToShare: true,
      state: 'referred',
      at: '2026-11-24T10:00:00Z',
      ...changes,
    }) as never;
  const followed = (...changes: object[]): Connection => {
    const connection = Connection.from(told());
    for (const each of changes) connection.follow(told(each));
    return connection;
  };

  it('is a version further with each state, from the first', () => {
    expect(Connection.from(told()).version).toBe(0);
    expect(followed({}, { state: 'accepted', at: '2026-11-25T10:00:00Z' })).toMatchObject({
      version: 2,
      state: 'accepted',
      requestedAt: new Date('2026-11-24T10:00:00Z'),
      lastModified: new Date('2026-11-25T10:00:00Z'),
    });
  });

  it('keeps the Task, the answer that is due and that the person came once, whatever follows', () => {
    const one = followed(
      { taskId: 'task', respondBy: '2026-12-08T17:00:00Z' },
      { state: 'attending' },
      { state: 'stopped', reason: 'not-suitable' },
    );
    expect(one).toMatchObject({ taskId: 'task', respondBy: new Date('2026-12-08T17:00:00Z'), everAttended: true, reason: 'not-suitable' });
    expect(followed({ state: 'accepted' }, { state: 'declined' }).everAttended).toBe(false);
  });
});

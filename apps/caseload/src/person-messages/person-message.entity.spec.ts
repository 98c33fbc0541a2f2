import { PersonMessage } from './person-message.entity';

describe('a message to the person', () => {
  const NOW = new Date('2026-11-24T10:00:00Z');
  const queued = (route: object) =>
    PersonMessage.queue({ caseId: 'case', template: 'what-happens-next', route, language: 'en', data: {} } as never, NOW);

  it('waits to be sent by the way that was chosen', () => {
    expect(queued({ channel: 'email' })).toMatchObject({
      state: 'queued',
      channel: 'email',
      why: null,
      settledAt: null,
      attempts: 0,
      nextTryAt: NOW,
    });
  });

  it('is settled at once, with the reason, where it may not go out', () => {
    expect(queued({ skipped: 'no-consent' })).toMatchObject({ state: 'skipped', channel: null, why: 'no-consent', settledAt: NOW });
  });
});

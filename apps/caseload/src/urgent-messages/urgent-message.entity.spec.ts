import { UrgentMessage } from './urgent-message.entity';

describe('an urgent message', () => {
  it('has not been tried when it is queued, and is due at once', () => {
    const now = new Date('2026-03-02T10:00:00Z');
    const message = UrgentMessage.queue({ caseId: 'c1', source: 's1', occasion: 'crisis', to: {}, words: {} } as never, now);
    expect(message).toMatchObject({ state: 'queued', attempts: 0, claim: null, settledAt: null, queuedAt: now, nextTryAt: now });
  });
});

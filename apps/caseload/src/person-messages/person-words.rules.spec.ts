import type { TextKey } from '../texts/english.rules';
import { nextInWords } from './person-words.rules';

describe('what the person is told of what happens next', () => {
  const dueAt = new Date('2026-11-23T10:00:00Z');
  const found = { status: 'supporting', nextActionType: 'review', nextActionOwner: 'worker', nextActionDueAt: dueAt };
  const keyAt = (now: string) => nextInWords(found, (key: TextKey) => key, 'en', 'Priya Shah', new Date(now));

  it('is late only after the time that was promised', () => {
    expect([keyAt('2026-11-23T10:00:00Z'), keyAt('2026-11-23T10:00:01Z')]).toEqual(['next.review', 'next.late']);
  });
});

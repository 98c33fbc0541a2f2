import { BlockerEndedError } from './blocker.errors';
import { CaseBlocker } from './case-blocker.entity';

describe('a third step that support waits for (CL-19)', () => {
  const AT = new Date('2026-11-24T10:00:00Z');
  const blocked = () =>
    CaseBlocker.of({
      caseId: 'case',
      blocker: 'equipment',
      owner: 'The council',
      note: null,
      since: AT,
      expectedBy: '2026-12-01',
    } as never);

  it('can be expected on another day while it lasts, and ends once', () => {
    const blocker = blocked();
    blocker.expect('2026-12-08');
    expect(blocker.expectedBy).toBe('2026-12-08');
    blocker.end(AT);
    expect(blocker.endedAt).toBe(AT);
    expect(() => {
      blocker.end(AT);
    }).toThrow(BlockerEndedError);
    expect(() => {
      blocker.expect('2026-12-15');
    }).toThrow(BlockerEndedError);
    expect(blocker.expectedBy).toBe('2026-12-08');
  });
});

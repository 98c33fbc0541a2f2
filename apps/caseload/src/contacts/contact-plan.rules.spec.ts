import { planOf, type ToldContact } from './contact-plan.rules';
import type { ContactPlan } from './planned-contact.entity';

describe('a contact that is put off', () => {
  const previous: ContactPlan = {
    ...{ mode: 'video', place: null, at: new Date('2026-11-30T10:00:00Z'), modeReason: 'The line is bad at home.' },
    ...{ expectedBackAt: null, colleagueId: null },
  };
  const again = (told: Partial<ToldContact>) =>
    planOf(
      { at: '2026-12-01T10:00:00Z', ...told },
      { now: new Date('2026-11-27T09:00:00Z'), preferred: 'phone', suspendedFor: null, previous },
    );

  it('keeps the reason for its mode while it keeps the mode: nobody is asked twice (CL-06)', () => {
    for (const told of [{}, { mode: 'video' as const }])
      expect(again(told)).toMatchObject({ plan: { mode: 'video', modeReason: 'The line is bad at home.' }, problems: [] });
  });

  it('needs a reason of its own for another mode that the person does not prefer (CL-06)', () => {
    const { plan, problems } = again({ mode: 'message' });
    expect(plan).toMatchObject({ mode: 'message', modeReason: null });
    expect(problems).toMatchObject([{ pointer: '/reason', code: 'needed-to-override' }]);
  });

  it('needs none any more for the mode that the person prefers', () => {
    expect(again({ mode: 'phone' })).toMatchObject({ plan: { mode: 'phone', modeReason: null }, problems: [] });
  });
});

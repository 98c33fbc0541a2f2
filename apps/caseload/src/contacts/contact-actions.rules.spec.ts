import { Action } from '../actions/action.entity';
import { endAdjustmentPrompt } from './contact-actions.rules';

describe('the question what would make the next contact possible', () => {
  const AT = new Date('2026-11-24T10:00:00Z');
  const open = (type: string) => Action.open({ type, title: 'Ring back', ownerKind: 'worker', dueAt: AT });

  it('is answered when adjustments are settled; what else is to be done stays open, and what was done stays as it was (CL-16)', () => {
    const [asked, other, before] = [open('adjust-contact'), open('follow-up'), open('adjust-contact')];
    before.complete('somebody', new Date('2026-11-20T10:00:00Z'), 'adjusted');
    endAdjustmentPrompt([asked, other, before], 'worker', AT);
    expect([asked, other, before].map(({ doneBy, outcome }) => [doneBy, outcome])).toEqual([
      ['worker', 'adjusted'],
      [null, null],
      ['somebody', 'adjusted'],
    ]);
  });
});

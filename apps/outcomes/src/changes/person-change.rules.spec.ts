import type { MeasurementView } from '../measurements/measurement.view';
import { personChanges } from './person-change.rules';

const measured = (stage: string, answers: [number | null, number | null, number | null, number | null], source = 'self-report') => {
  const [satisfied, worthwhile, happy, anxious] = answers;
  return { stage, source, answers: { satisfied, worthwhile, happy, anxious } } as MeasurementView;
};

/** OC-24, and the bands of the ONS harmonised standard. */
describe('how the answers of one person moved', () => {
  it('is told of each question alone, from the baseline to the last exit', () => {
    const [satisfied, worthwhile, happy, anxious] = personChanges([
      measured('baseline', [4, 6, 5, 8]),
      measured('exit', [9, 9, 9, 9]),
      measured('exit', [7, 6, 3, 2]),
    ]);
    expect(satisfied).toEqual({
      ...{ item: 'satisfied', direction: 'higher is better', n: 1, baseline: 4, exit: 7, change: 3 },
      ...{ baselineBand: 'low', exitBand: 'high', movement: 'improved' },
    });
    expect([worthwhile?.change, worthwhile?.movement]).toEqual([0, 'unchanged']);
    expect([happy?.change, happy?.movement]).toEqual([-2, 'worsened']);
    expect(anxious).toMatchObject({
      direction: 'higher is worse',
      change: -6,
      baselineBand: 'high',
      exitBand: 'low',
      movement: 'improved',
    });
  });

  it('is told of no question that was skipped before or after: it counts for nobody', () => {
    const [satisfied, worthwhile] = personChanges([measured('baseline', [null, 6, 5, 8]), measured('exit', [7, null, 5, 8])]);
    const nothing = { n: 0, change: null, movement: null };
    expect(satisfied).toMatchObject({ ...nothing, baseline: null, exit: 7, baselineBand: null, exitBand: 'high' });
    expect(worthwhile).toMatchObject({ ...nothing, baseline: 6, exit: null, baselineBand: 'medium', exitBand: null });
  });

  it('never joins what the person said to what somebody else wrote down', () => {
    const changes = personChanges([measured('baseline', [4, 4, 4, 4]), measured('exit', [9, 9, 9, 9], 'observed')]);
    expect(changes.map(({ n, exit }) => [n, exit])).toEqual([0, 1, 2, 3].map(() => [0, null]));
  });

  it('is unknown without a baseline', () => {
    expect(personChanges([measured('exit', [9, 9, 9, 9])]).map(({ n, baseline }) => [n, baseline])).toEqual(
      [0, 1, 2, 3].map(() => [0, null]),
    );
  });
});

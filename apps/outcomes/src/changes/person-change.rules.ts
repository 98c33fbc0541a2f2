import type { MeasurementView } from '../measurements/measurement.view';
import {
  bandOf,
  directionOf,
  movementOf,
  ONS4_ITEMS,
  type Band,
  type Direction,
  type Movement,
  type Ons4Item,
} from '../measurements/ons4.rules';

/** How one answer of one person moved between two measurements. */
export interface PersonChange {
  readonly item: Ons4Item;
  readonly direction: Direction;
  /** 1 where both answers are there, else 0 and no change is told. */
  readonly n: 0 | 1;
  readonly baseline: number | null;
  readonly exit: number | null;
  readonly change: number | null;
  readonly baselineBand: Band | null;
  readonly exitBand: Band | null;
  readonly movement: Movement | null;
}

/**
 * Compares the baseline with the last exit measurement of the same source: what a person said of themselves and what
 * somebody else wrote down are never one series (OC-24). Each question is compared alone.
 */
export function personChanges(measurements: readonly MeasurementView[]): PersonChange[] {
  const baseline = measurements.find(({ stage }) => stage === 'baseline');
  const exit = measurements.filter(({ stage, source }) => stage === 'exit' && source === baseline?.source).at(-1);
  return ONS4_ITEMS.map((item) => {
    const [from, to] = [baseline?.answers[item] ?? null, exit?.answers[item] ?? null];
    const change = from === null || to === null ? null : to - from;
    return {
      item,
      direction: directionOf(item),
      n: change === null ? 0 : 1,
      baseline: from,
      exit: to,
      change,
      baselineBand: from === null ? null : bandOf(item, from),
      exitBand: to === null ? null : bandOf(item, to),
      movement: change === null ? null : movementOf(item, change),
    };
  });
}

import type { UnmetNeedReason } from '../unmet-needs/unmet-need.entity';

/** What stands in the way of a connection (CL-33), and the reason of the gap that it is while nobody has resolved it (CL-32). */
export const BARRIERS = {
  transport: 'transport',
  money: 'cost',
  confidence: 'access',
  time: 'timing',
  access: 'access',
  culture: 'culture',
  other: 'not-suitable',
} as const satisfies Readonly<Record<string, UnmetNeedReason>>;
export type BarrierCode = keyof typeof BARRIERS;
export const BARRIER_CODES = Object.keys(BARRIERS) as BarrierCode[];

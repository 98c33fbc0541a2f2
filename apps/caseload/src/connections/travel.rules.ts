/** How a person gets to a service; `remote` when they need not leave home. */
export const TRAVEL_MODES = ['walk', 'wheelchair', 'bus', 'train', 'car', 'lift', 'taxi', 'community-transport', 'remote'] as const;
export type TravelMode = (typeof TRAVEL_MODES)[number];

/** Whether a person can get to a service and back (CL-34). */
export interface Travel {
  readonly mode: TravelMode;
  /** One way. */
  readonly minutes: number;
  /** There and back, in pence. */
  readonly costPence: number;
  /** They get home again the same day by some means they can use and pay. */
  readonly returnTripPossible: boolean;
  /** What of the cost is to be paid from a fund, in pence; absent: nothing. */
  readonly fundablePence?: number;
  /** When it was looked into, ISO. */
  readonly recordedAt: string;
}

/** The person cannot get there and back: to be seen by the link worker, and a gap of the place they live in. */
export function hasNoWayBack(travel: Travel | null): boolean {
  return travel !== null && !travel.returnTripPossible;
}

/** What was found out about the way there, with its date. */
export function travelOf({ mode, minutes, costPence, returnTripPossible, fundablePence }: Omit<Travel, 'recordedAt'>, at: Date): Travel {
  const fundable = fundablePence === undefined ? {} : { fundablePence };
  return { mode, minutes, costPence, returnTripPossible, ...fundable, recordedAt: at.toISOString() };
}

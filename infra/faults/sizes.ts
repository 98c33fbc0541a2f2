/** How large a run is. */
export interface RunSize {
  /** Referrals at least; the load goes on until the last fault and the last cut have happened. */
  readonly referrals: number;
  /** Referrals begun each second. */
  readonly perSecond: number;
  /** Kills of each kind: the relay's leader, the broker, a consumer, PostgreSQL. */
  readonly killsEach: number;
  readonly firstKillMs: number;
  readonly killEveryMs: number;
  /** Produce answers that are swallowed, each with its connection. */
  readonly cuts: number;
  readonly cutEveryMs: number;
  /** How long the load may outlast its plan, and how long all effects may take after its end. */
  readonly patienceMs: number;
}

export const EVENTS_EACH = 4;

export const FULL: RunSize = {
  referrals: 5000,
  perSecond: 25,
  killsEach: 2,
  firstKillMs: 10_000,
  killEveryMs: 22_000,
  cuts: 80,
  cutEveryMs: 2200,
  patienceMs: 180_000,
};

export const SHORT: RunSize = {
  referrals: 300,
  perSecond: 12,
  killsEach: 1,
  firstKillMs: 2000,
  killEveryMs: 6000,
  cuts: 10,
  cutEveryMs: 1800,
  patienceMs: 300_000,
};

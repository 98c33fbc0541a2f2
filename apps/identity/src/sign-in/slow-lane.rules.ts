import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 1_000;
const LONGEST_LANE = 10;

/**
 * Tries at an account that many have failed at go through one after another, a second each, instead of being locked out: guessing gets
 * slow, and the owner gets in. Each instance of the service has lanes of its own.
 */
export class SlowLane {
  private readonly lanes = new Map<string, { waiting: number; last: Promise<void> }>();

  /** Resolves when it is this try's turn; false when the lane is full. */
  async enter(account: string): Promise<boolean> {
    const lane = this.lanes.get(account) ?? { waiting: 0, last: Promise.resolve() };
    if (lane.waiting >= LONGEST_LANE) return false;
    this.lanes.set(account, lane);
    lane.waiting += 1;
    lane.last = lane.last.then(() => pause(STEP_MS));
    await lane.last;
    lane.waiting -= 1;
    if (lane.waiting === 0) this.lanes.delete(account);
    return true;
  }
}

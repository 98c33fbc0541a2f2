import { Injectable } from '@nestjs/common';
import type { FailingTimerView } from './timer.dto';
import { TimerRepository } from './timer.repository';

const MOST = 200;

/** Timers that were due and failed, for operators. */
@Injectable()
export class TimersQuery {
  constructor(private readonly timers: TimerRepository) {}

  async failing(): Promise<FailingTimerView[]> {
    const failing = await this.timers.failing(MOST);
    return failing.map(({ id, kind, subjectId, dueAt, attempts, lastError, nextTryAt }) => ({
      id,
      kind,
      subjectId,
      dueAt: dueAt.toISOString(),
      attempts,
      lastError: lastError ?? '',
      nextTryAt: nextTryAt.toISOString(),
    }));
  }
}

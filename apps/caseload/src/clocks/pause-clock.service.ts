import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { AlertService } from '../alerts/alert.service';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { ConnectionRepository } from '../connections/connection.repository';
import { ReachQuery } from '../workers/reach.query';
import type { ClockPauseView, PauseClockDto } from './clock-pause.dto';
import { ClockPauseRepository } from './clock-pause.repository';
import { ClockNotRunningError, ClockPauseRefusedError } from './clock.errors';
import { dueAfterPause, daysPaused, type ClockName, type Pause } from './pauses.rules';
import { dayAfter, localDateOf } from './working-days.rules';

const DAY_MS = 86_400_000;

/**
 * Lets a clock of a case stand still on some days, for a recorded reason: what is due by it moves. Many short pauses are as long as one: the
 * scheme says how long a clock may stand still in all, and how soon an alert says that it does.
 */
@Injectable()
export class PauseClockService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly pauses: ClockPauseRepository,
    private readonly connections: ConnectionRepository,
    private readonly reach: ReachQuery,
    private readonly alerts: AlertService,
  ) {}

  async execute(
    caseId: string,
    told: PauseClockDto,
    expectedVersion: number | undefined,
    by: Principal,
    now: Date,
  ): Promise<ClockPauseView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'pause-clock' }, async (locked) => {
      const { longestPauseCalendarDays, longPauseAlertCalendarDays } = locked.settings;
      const before = locked.pauses.filter(({ clock }) => clock === told.clock);
      const problems = problemsOf(told, before, locked.case.receivedAt, longestPauseCalendarDays);
      if (problems.length > 0) throw new ClockPauseRefusedError(problems);
      await this.move(locked, told.clock, (startedAt, dueAt) => dueAfterPause(startedAt, dueAt, before, told, locked.clocks.nation));
      const { clock, reason, from, until } = told;
      const pause = { id: randomUUID(), caseId, clock, reason, from, until, recordedBy: by.subject, recordedAt: now };
      await this.pauses.insert(pause);
      locked.pauses.push(pause);
      if (daysPaused([...before, told]) > longPauseAlertCalendarDays) await this.alerts.raise(locked.case, 'clock-paused-long', now);
      return { id: pause.id, clock, reason, from, until, recordedAt: now.toISOString() };
    });
  }

  private async move({ case: found, connections }: LockedCase, clock: ClockName, shifted: (startedAt: Date, dueAt: Date) => Date) {
    if (clock === 'allocation' && found.status === 'unallocated') found.allocateBy = shifted(found.receivedAt, found.allocateBy);
    else if (clock === 'first-contact' && found.status !== 'closed' && !found.firstContactAt)
      found.contactBy = shifted(found.receivedAt, found.contactBy);
    else if (clock === 'review' && found.status !== 'closed' && found.reviewBy && found.firstContactAt)
      found.reviewBy = shifted(found.firstContactAt, found.reviewBy);
    else if (clock === 'response' && connections.some(({ state }) => state === 'referred')) {
      for (const connection of connections.filter(({ state }) => state === 'referred')) {
        connection.respondBy = shifted(connection.requestedAt, connection.respondBy);
        await this.connections.update(connection, false);
      }
    } else throw new ClockNotRunningError(clock);
  }
}

function problemsOf(told: Pause, before: readonly Pause[], receivedAt: Date, longest: number): FieldProblem[] {
  const { from, until } = told;
  const problems: FieldProblem[] = [];
  if (until < from) problems.push({ pointer: '/until', code: 'before-from', detail: 'The last day lies before the first.' });
  if (from < dayAfter(localDateOf(receivedAt)))
    problems.push({ pointer: '/from', code: 'before-referral', detail: 'The clock did not run yet on that day.' });
  if (Date.parse(until) - Date.parse(from) >= longest * DAY_MS || daysPaused([...before, told]) > longest)
    problems.push({
      pointer: '/until',
      code: 'too-long',
      detail: `A clock of this scheme stands still for ${String(longest)} days in all at most: choose an earlier last day.`,
    });
  return problems;
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { ConnectionRepository } from '../connections/connection.repository';
import { ReachQuery } from '../workers/reach.query';
import type { ClockPauseView, PauseClockDto } from './clock-pause.dto';
import { ClockPauseRepository } from './clock-pause.repository';
import { ClockNotRunningError, ClockPauseRefusedError } from './clock.errors';
import { dueAfterPause, type ClockName, type Pause } from './pauses.rules';
import { dayAfter, localDateOf } from './working-days.rules';

/** A pause of a year or more is an ending that nobody has said. */
const LONGEST_DAYS = 366;

/** Lets a clock of a case stand still on some days, for a recorded reason: what is due by it moves. */
@Injectable()
export class PauseClockService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly pauses: ClockPauseRepository,
    private readonly connections: ConnectionRepository,
    private readonly reach: ReachQuery,
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
      const problems = problemsOf(told, locked.case.receivedAt);
      if (problems.length > 0) throw new ClockPauseRefusedError(problems);
      const before = locked.pauses.filter(({ clock }) => clock === told.clock);
      await this.move(locked, told.clock, (startedAt, dueAt) => dueAfterPause(startedAt, dueAt, before, told, locked.clocks.nation));
      const { clock, reason, from, until } = told;
      const pause = { id: randomUUID(), caseId, clock, reason, from, until, recordedBy: by.subject, recordedAt: now };
      await this.pauses.insert(pause);
      locked.pauses.push(pause);
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

function problemsOf({ from, until }: Pause, receivedAt: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (until < from) problems.push({ pointer: '/until', code: 'before-from', detail: 'The last day lies before the first.' });
  if (from < dayAfter(localDateOf(receivedAt)))
    problems.push({ pointer: '/from', code: 'before-referral', detail: 'The clock did not run yet on that day.' });
  if (Date.parse(until) - Date.parse(from) > LONGEST_DAYS * 86_400_000)
    problems.push({ pointer: '/until', code: 'too-long', detail: `A pause lasts ${String(LONGEST_DAYS)} days at most.` });
  return problems;
}

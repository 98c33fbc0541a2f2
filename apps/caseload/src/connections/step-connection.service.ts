import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import type { LockedCase } from '../cases/case-file.repository';
import type { Case } from '../cases/case.entity';
import { ChangeCaseService } from '../cases/change-case.service';
import { CheckSupportService } from '../consents/check-support.service';
import { ReachQuery } from '../workers/reach.query';
import { connectionProgressed } from './connection-events.mapper';
import { FollowProgressService } from './follow-progress.service';
import { endPauseReviews } from './pause-review.rules';
import type { ConnectionView } from './connection.dto';
import type { Connection } from './connection.entity';
import { StepDateRefusedError } from './connection.errors';
import { ConnectionRepository } from './connection.repository';

export interface ConnectionStepTold {
  readonly caseId: string;
  readonly connectionId: string;
  /** As it stands in the audit trail, after `connection-`. */
  readonly step: string;
  /** ISO; absent: now. */
  readonly at?: string | undefined;
  readonly expectedVersion: number | undefined;
  /** Tells of the step, in place of the news that the state has changed. */
  readonly tell?: (found: Case, connection: Connection) => Promise<void>;
}

/** Takes the step; awaited. */
export type Step = (connection: Connection, at: Date, locked: LockedCase) => unknown;

/** Steps by which a person is supported further: none of them after they have said no to support (GV-01). */
const SUPPORTS: ReadonlySet<string> = new Set(['agree', 'refer', 'resume']);

/** How far the clock of a caller's computer may run ahead of ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** One step of a connection that the link worker's side takes, with its date (CL-31). The state machine refuses what cannot follow. */
@Injectable()
export class StepConnectionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly connections: ConnectionRepository,
    private readonly follow: FollowProgressService,
    private readonly checkSupport: CheckSupportService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute(told: ConnectionStepTold, by: Principal, now: Date, step: Step): Promise<ConnectionView> {
    const { caseId, connectionId, expectedVersion } = told;
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, expectedVersion, by, action: `connection-${told.step}` }, async (locked) => {
      const { case: found, connections, actions } = locked;
      found.assertMayProgressConnection();
      const connection = connections.find(({ id }) => id === connectionId);
      if (!connection) throw new NotFoundError('connection');
      const before = { count: connection.stateCount, at: connection.at };
      const at = dateOf(told.at, now);
      if (SUPPORTS.has(told.step)) await this.checkSupport.execute(caseId, at);
      await step(connection, at, locked);
      if (connection.stateCount > before.count && at < before.at) throw new StepDateRefusedError('before-last-step');
      endPauseReviews(connection, actions, by.subject, now);
      await this.connections.update(connection, connection.stateCount > before.count);
      await this.follow.execute(locked, by.subject, now);
      if (told.tell) await told.tell(found, connection);
      else if (connection.stateCount > before.count && connection.askedAt) await this.outbox.add(connectionProgressed(found, connection));
      const [view] = await this.connections.viewsOf([connection]);
      if (!view) throw new NotFoundError('connection');
      return view;
    });
  }
}

function dateOf(told: string | undefined, now: Date): Date {
  if (told === undefined) return now;
  const at = new Date(told);
  if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) throw new StepDateRefusedError('in-future');
  return at;
}

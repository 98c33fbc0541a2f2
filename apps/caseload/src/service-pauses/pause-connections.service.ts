import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { followUpBy } from '../clocks/service-levels.rules';
import { connectionProgressed } from '../connections/connection-events.mapper';
import type { Connection } from '../connections/connection.entity';
import { ConnectionRepository } from '../connections/connection.repository';
import { endPauseReviews, pauseReview } from '../connections/pause-review.rules';
import type { Reach } from '../workers/reach.query';
import type { ServicePauseReason } from './service-pause.dto';
import { ServiceConnectionsQuery, type CountOfService } from './service-connections.query';

export interface ServiceChange {
  readonly serviceId: string;
  /** Null: the service goes on, and so do its connections. */
  readonly reason: ServicePauseReason | null;
  /** Null: of every organisation, since the directory says so. */
  readonly reach: Reach | null;
  readonly by: Principal | string;
}

/** A part of the work: how much of it was done, and the case to go on after. */
export interface Progress extends CountOfService {
  readonly last: string | null;
}

/** Lets the connections of a service rest, each with a review task, or go on (CL-21); case by case, each under its lock. */
@Injectable()
export class PauseConnectionsService {
  constructor(
    private readonly affected: ServiceConnectionsQuery,
    private readonly changeCase: ChangeCaseService,
    private readonly connections: ConnectionRepository,
    private readonly outbox: OutboxService,
  ) {}

  count({ serviceId, reason, reach }: ServiceChange): Promise<CountOfService> {
    return this.affected.count(serviceId, reason ? 'live' : 'paused', reach);
  }

  /** Does the next `limit` cases after one of them. */
  async execute(change: ServiceChange, now: Date, after: string | null, limit: number): Promise<Progress> {
    const ids = await this.affected.cases(change.serviceId, change.reason ? 'live' : 'paused', change.reach, after, limit);
    let connections = 0;
    for (const id of ids) connections += await this.ofCase(id, change, now);
    return { connections, cases: ids.length, last: ids.length < limit ? null : (ids.at(-1) ?? null) };
  }

  private ofCase(caseId: string, { serviceId, reason, reach, by }: ServiceChange, now: Date): Promise<number> {
    const action = reason ? 'service-paused' : 'service-resumed';
    return this.changeCase.execute({ caseId, reach, by, action }, async ({ case: found, connections, actions, clocks }) => {
      if (found.status === 'closed') return 0;
      const meant = connections.filter((connection) => connection.serviceId === serviceId && isMeant(connection, reason));
      for (const connection of meant) {
        if (reason) {
          connection.pause(`service-${reason}`, now);
          actions.push(pauseReview(connection, followUpBy(now, clocks)));
        } else {
          connection.resume(now);
          endPauseReviews(connection, actions, typeof by === 'string' ? by : by.subject, now);
        }
        await this.connections.update(connection, true);
        if (connection.askedAt) await this.outbox.add(connectionProgressed(found, connection));
      }
      return meant.length;
    });
  }
}

function isMeant({ isLive, state, reason: why }: Connection, reason: ServicePauseReason | null): boolean {
  if (reason) return isLive && state !== 'paused';
  return state === 'paused' && why?.startsWith('service-') === true;
}

import { Injectable } from '@nestjs/common';
import type { ProviderTask } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AlertService } from '../alerts/alert.service';
import type { Case } from '../cases/case.entity';
import { ChangeCaseService } from '../cases/change-case.service';
import { connectionProgressed } from './connection-events.mapper';
import { FollowProgressService } from './follow-progress.service';
import { endPauseReviews } from './pause-review.rules';
import { Connection } from './connection.entity';
import { ConnectionTransitionError } from './connection.errors';
import { ConnectionRepository } from './connection.repository';
import { LateAnswer } from './late-answer.entity';

/** What a provider said of a connection. */
export interface ProviderAnswer {
  readonly task: ProviderTask;
  /** As it stands in the audit trail. */
  readonly answer: string;
  readonly at: Date;
}

/**
 * Takes what the provider said into the connection, and tells the sender's side when its state changed or its Task became
 * known. What comes after the case has closed, or crosses a step of the link worker's side, is kept as late and told in an
 * alert, and changes nothing; what crosses a withdrawal is kept without one: the provider could not know.
 */
@Injectable()
export class ProgressConnectionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly connections: ConnectionRepository,
    private readonly outbox: OutboxService,
    private readonly follow: FollowProgressService,
    private readonly alerts: AlertService,
  ) {}

  async execute(answer: ProviderAnswer, progress: (connection: Connection) => void): Promise<void> {
    const { task } = answer;
    const caseId = await this.connections.caseOf(task.connectionId);
    const change = { caseId, reach: null, by: `provider:${task.providerId}`, action: answer.answer };
    await this.changeCase.execute(change, async (locked) => {
      const { case: found, connections, actions } = locked;
      const connection = connections.find(({ id }) => id === task.connectionId);
      if (!connection) return;
      const before = Object.assign(new Connection(), connection);
      const taskBecameKnown = connection.taskId === null;
      connection.taskId ??= task.taskId;
      if (!progressed(found, connection, progress)) {
        Object.assign(connection, before);
        await this.keepLate(found, connection, answer);
        return;
      }
      endPauseReviews(connection, actions, change.by, answer.at);
      const stateChanged = connection.stateCount > before.stateCount;
      await this.connections.update(connection, stateChanged);
      if (stateChanged) await this.follow.execute(locked, change.by, answer.at);
      if (stateChanged || taskBecameKnown) await this.outbox.add(connectionProgressed(found, connection));
    });
  }

  private async keepLate(found: Case, connection: Connection, { task, answer, at }: ProviderAnswer): Promise<void> {
    if (answer === 'provider-asked') return;
    await this.connections.keepLate(LateAnswer.of(connection, answer, task, at));
    if (connection.state !== 'withdrawn') await this.alerts.raise(found, 'late-provider-answer', at);
  }
}

/** False when the answer is late. An answer that is wrong by the provider's own account is refused: it is parked, for an operator to see. */
function progressed(found: Case, connection: Connection, progress: (connection: Connection) => void): boolean {
  if (found.status === 'closed' || connection.state === 'withdrawn') return false;
  found.assertMayProgressConnection();
  const isOurs = connection.movedBy === 'hub' && connection.state !== 'referred';
  try {
    progress(connection);
    return true;
  } catch (error) {
    if (isOurs && error instanceof ConnectionTransitionError) return false;
    throw error;
  }
}

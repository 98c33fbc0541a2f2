import { Injectable } from '@nestjs/common';
import type { ProviderTask } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { ChangeCaseService } from '../cases/change-case.service';
import { connectionProgressed } from './connection-events.mapper';
import type { Connection } from './connection.entity';
import { ConnectionRepository } from './connection.repository';

/**
 * Takes what the provider said into the connection, and tells the sender's side when its state changed or its Task became
 * known. What crosses a withdrawal on its way changes nothing: the referral was taken back, the provider could not know.
 */
@Injectable()
export class ProgressConnectionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly connections: ConnectionRepository,
    private readonly outbox: OutboxService,
  ) {}

  async execute(task: ProviderTask, action: string, progress: (connection: Connection) => void): Promise<void> {
    const caseId = await this.connections.caseOf(task.connectionId);
    const change = { caseId, reach: null, by: `provider:${task.providerId}`, action };
    await this.changeCase.execute(change, async ({ case: found, connections }) => {
      const connection = connections.find(({ id }) => id === task.connectionId);
      if (!connection || connection.state === 'withdrawn') return;
      found.assertMayProgressConnection();
      const taskBecameKnown = connection.taskId === null;
      connection.taskId ??= task.taskId;
      const before = connection.stateCount;
      progress(connection);
      const stateChanged = connection.stateCount > before;
      await this.connections.update(connection, stateChanged);
      if (stateChanged || taskBecameKnown) await this.outbox.add(connectionProgressed(found, connection));
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectionRequested } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { Transaction } from '#libs/platform';
import { TellProviderService } from '../deliveries/tell-provider.service';
import { DirectoryRepository } from '../directory/directory.repository';
import { ChangeSharingService } from './change-sharing.service';
import { Task } from './task.entity';
import { ServiceNotOfProviderError } from './task.errors';
import { TaskRepository } from './task.repository';

/** Makes the provider's Task for a connection and queues the news of it for each of the provider's endpoints. */
@Injectable()
export class RequestTaskService {
  constructor(
    private readonly transaction: Transaction,
    private readonly tasks: TaskRepository,
    private readonly changeSharing: ChangeSharingService,
    private readonly directory: DirectoryRepository,
    private readonly tellProvider: TellProviderService,
    private readonly outbox: OutboxService,
  ) {}

  /** `eventId` is the id of the event itself; providers know it as `webhook-id`. */
  execute(connection: ConnectionRequested, eventId: string, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      if (await this.tasks.hasConnection(connection.connectionId)) return;
      const service = await this.directory.findService(connection.serviceId);
      if (service?.providerId !== connection.providerId) throw new ServiceNotOfProviderError();
      const task = Task.request(randomUUID(), connection, now);
      await this.changeSharing.follow(task, now);
      await this.tasks.insert(task);
      // Lanes are locked before outbox subjects, here and when a delivery ends.
      await this.tellProvider.execute(task, 'connection.requested', eventId, now);
      await this.outbox.add(task.toTaskRequested());
    });
  }
}

import { Injectable } from '@nestjs/common';
import { ProcessConfig } from '#libs/platform';
import { EndpointRepository } from '../endpoints/endpoint.repository';
import type { Task } from '../tasks/task.entity';
import type { WebhookType } from './delivery.entity';
import { QueueDeliveryService } from './queue-delivery.service';
import { taskBody } from './webhook-body.mapper';

/** Queues the news of a task for every endpoint of its provider. */
@Injectable()
export class TellProviderService {
  constructor(
    private readonly endpoints: EndpointRepository,
    private readonly queueDelivery: QueueDeliveryService,
    private readonly config: ProcessConfig,
  ) {}

  async execute(task: Task, type: WebhookType, eventId: string, now: Date): Promise<void> {
    const { id: taskId, referralId, providerId } = task;
    for (const { id: endpointId } of await this.endpoints.ofProvider(providerId)) {
      const bodyOf = (sequence: number) => taskBody(type, task, sequence, this.config.publicUrl, now);
      await this.queueDelivery.execute({ endpointId, referralId, taskId, eventId, type, bodyOf });
    }
  }
}

import type { Task } from '../tasks/task.entity';
import type { WebhookType } from './delivery.entity';

/** What a provider is told of its task: identifiers and codes; nothing of the person. It reads the rest at `url`, where the read is audited. */
export function taskBody(type: WebhookType, task: Task, sequence: number, publicUrl: string, now: Date): string {
  return JSON.stringify({
    type,
    timestamp: now.toISOString(),
    data: {
      taskId: task.id,
      connectionId: task.connectionId,
      serviceId: task.serviceId,
      sequence,
      needs: task.needs,
      respondBy: task.respondBy.toISOString(),
      url: `${publicUrl}/api/provider-gateway/tasks/${task.id}`,
    },
  });
}

export function testBody(sequence: number, now: Date): string {
  return JSON.stringify({ type: 'endpoint.test', timestamp: now.toISOString(), data: { sequence } });
}

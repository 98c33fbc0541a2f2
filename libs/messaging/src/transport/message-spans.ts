import type { SpanOptions } from '#libs/platform';
import type { Message } from './message';

/** What all spans about one message of a consumer say; the subject is a referral's id and stays out. */
export function consumerAttributes(service: string, { context, record }: Message): SpanOptions['attributes'] {
  return {
    'messaging.destination.name': context.topic,
    'messaging.destination.partition.id': String(record.partition),
    'messaging.consumer.group.name': service,
    'messaging.message.id': context.id,
    'messaging.message.conversation_id': context.correlationId,
    'cloudevents.event_type': context.type,
    'cloudevents.event_source': context.source,
  };
}

/** One run of a message's handlers. */
export function consumerSpan(service: string, message: Message): SpanOptions {
  return {
    name: `process ${message.context.topic}`,
    kind: 'consumer',
    attributes: {
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      ...consumerAttributes(service, message),
    },
  };
}

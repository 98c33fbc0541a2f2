import { contractOf } from '#libs/contracts';
import { RequestContext, type Tracer } from '#libs/platform';
import { OutboxService } from './outbox.service';

/** The outbox where traces are made: a span for each event, whose traceparent the event carries. */
export class TracedOutbox extends OutboxService {
  constructor(
    private readonly tracer: Tracer,
    ...parts: ConstructorParameters<typeof OutboxService>
  ) {
    super(...parts);
  }

  override add(event: object): Promise<void> {
    const { topic, type } = contractOf(event);
    return this.tracer.inSpan(
      {
        name: `send ${topic}`,
        kind: 'producer',
        attributes: {
          'messaging.operation.type': 'send',
          'messaging.operation.name': 'add',
          'messaging.destination.name': topic,
          'messaging.message.conversation_id': RequestContext.current().correlationId,
          'cloudevents.event_type': type,
        },
      },
      () => super.add(event),
    );
  }
}

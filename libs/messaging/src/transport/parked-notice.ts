import { Logger } from '@nestjs/common';
import { failed, RequestContext, type Tracer } from '#libs/platform';
import type { Verdict } from '../parking/verdict';
import { workOf, type Message } from './message';
import { consumerAttributes } from './message-spans';

const logger = new Logger('messages');

/**
 * A line in the log and a span in the trace where a message stands still: its names and the code. What the failing code
 * said may repeat what a person wrote; operators read it at `/messages/parked`.
 */
export function tellParked(tracer: Tracer, service: string, message: Message, { state, code }: Verdict): void {
  const { id, type, topic } = message.context;
  RequestContext.run(workOf(message), () => {
    const span = tracer.begin({
      name: `park ${topic}`,
      kind: 'internal',
      attributes: { ...consumerAttributes(service, message), 'hub.message.state': state },
    });
    if (span) {
      failed(span, code);
      span.end();
    }
    logger.warn({ service, messageId: id, type, topic, state, code }, `a message is ${state}`);
  });
}

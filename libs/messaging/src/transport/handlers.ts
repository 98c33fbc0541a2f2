import { lastValueFrom, isObservable } from 'rxjs';
import { RequestContext } from '#libs/platform';
import type { Message } from './message';

export type Handler = (event: object, context: Message['context']) => unknown;

/** The `@On` methods of one service, by event type. Several of one type run one after another, in the same transaction. */
export class Handlers {
  private readonly byType = new Map<string, Handler[]>();

  add(type: string, handler: Handler): void {
    this.byType.set(type, [...(this.byType.get(type) ?? []), handler]);
  }

  get types(): readonly string[] {
    return [...this.byType.keys()];
  }

  /** In the context that the message was published in, so that what follows carries its correlation id. */
  async handle(message: Message): Promise<Message> {
    const { context, event, fault } = message;
    if (fault) throw fault;
    if (!event) return message;
    const { id: requestId, correlationId, traceparent } = context;
    await RequestContext.run({ requestId, correlationId, ...(traceparent === undefined ? {} : { traceparent }) }, async () => {
      for (const handler of this.byType.get(context.type) ?? []) {
        const result = await handler(event, context);
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      }
    });
    return message;
  }
}

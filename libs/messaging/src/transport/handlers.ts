import type { Span } from '@opentelemetry/api';
import { lastValueFrom, isObservable } from 'rxjs';
import { RequestContext, Tracer } from '#libs/platform';
import { workOf, type Message } from './message';
import { consumerSpan } from './message-spans';

export type Handler = (event: object, context: Message['context']) => unknown;

/** The `@On` methods of one service, by event type. Several of one type run one after another, in the same transaction. */
export class Handlers {
  private readonly byType = new Map<string, Handler[]>();
  private readonly attempts = new WeakMap<Message, number>();

  constructor(
    private readonly service = '',
    private readonly tracer = new Tracer(),
    private readonly apart: ReadonlySet<string> = new Set(),
  ) {}

  add(type: string, handler: Handler): void {
    this.byType.set(type, [...(this.byType.get(type) ?? []), handler]);
  }

  get types(): readonly string[] {
    return [...this.byType.keys()];
  }

  /** What is handled for the message touches nothing of other subjects, as its `@On` says. */
  keepToTheirSubject({ context }: Message): boolean {
    return this.apart.has(context.type);
  }

  /** In the context that the message was published in, so that what follows carries its correlation id. Each run is a span of its trace. */
  async handle(message: Message): Promise<Message> {
    const { event, fault } = message;
    await RequestContext.run(workOf(message), () =>
      event || fault ? this.tracer.inSpan(consumerSpan(this.service, message), (span) => this.run(message, span)) : undefined,
    );
    return message;
  }

  private async run(message: Message, span: Span | undefined): Promise<void> {
    const { context, event, fault } = message;
    if (span) span.setAttribute('hub.message.attempt', this.attemptAt(message));
    if (fault) throw fault;
    for (const handler of this.byType.get(context.type) ?? []) {
      const result = await handler(event ?? {}, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }
  }

  // In place; what comes back from parking is read anew and counted anew.
  private attemptAt(message: Message): number {
    const attempt = (this.attempts.get(message) ?? 0) + 1;
    this.attempts.set(message, attempt);
    return attempt;
  }
}

import { SpanKind, SpanStatusCode, type Attributes, type Span, type Tracer as Spans } from '@opentelemetry/api';
import { RequestContext } from '../http/request-context';
import { parentOf, traceparentOf } from './traceparent';

/** What a span says; names and attributes by OpenTelemetry's semantic conventions. Never personal data, nor ids out of addresses. */
export interface SpanOptions {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  readonly attributes: Attributes;
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/**
 * Makes the spans of one service. Where a trace has come to is the `traceparent` of the `RequestContext`, so that spans,
 * events and webhooks never disagree. Without a collector nothing is made and nothing is changed: a traceparent that
 * came is carried on as it came.
 */
export class Tracer {
  /** Without `spans` none are made. */
  constructor(private readonly spans?: Spans) {}

  /** A span below what the context names, to be ended by the caller; undefined when none are made. */
  begin({ name, kind, attributes }: SpanOptions, traceparent = RequestContext.find()?.traceparent): Span | undefined {
    return this.spans?.startSpan(name, { kind: KINDS[kind], attributes }, parentOf(traceparent));
  }

  /** Runs `work` as a span: what it starts and sends is below it. An error that leaves ends it as failed. */
  async inSpan<T>(options: SpanOptions, work: (span?: Span) => Promise<T>): Promise<T> {
    const span = this.begin(options);
    if (!span) return work();
    const context = { ...RequestContext.current(), traceparent: traceparentOf(span.spanContext()) };
    try {
      return await RequestContext.run(context, () => work(span));
    } catch (error) {
      failed(span, kindOf(error));
      throw error;
    } finally {
      span.end();
    }
  }
}

/** Ends in failure, by a word of low cardinality: a code, a class, a status. Messages may repeat what a person wrote, so they are left out. */
export function failed(span: Span, errorType: string): void {
  span.setAttribute('error.type', errorType).setStatus({ code: SpanStatusCode.ERROR });
}

function kindOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'Error';
}

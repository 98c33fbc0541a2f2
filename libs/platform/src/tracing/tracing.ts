import { SpanExport } from './span-export';
import { Tracer } from './tracer';

/** The traces of one process; each service in it has a tracer, and with it a `service.name`, of its own. */
export class Tracing {
  private readonly tracers = new Map<string, Tracer>();

  private constructor(private readonly target: SpanExport | undefined) {}

  /** No collector: no spans, and the SDK is not even loaded. */
  static off(): Tracing {
    return new Tracing(undefined);
  }

  /** `endpoint`: base address of an OpenTelemetry collector that takes OTLP over HTTP. */
  static async to(endpoint: string): Promise<Tracing> {
    return new Tracing(await SpanExport.open(endpoint));
  }

  get on(): boolean {
    return this.target !== undefined;
  }

  of(service: string): Tracer {
    const found = this.tracers.get(service) ?? new Tracer(this.target?.spansOf(service));
    this.tracers.set(service, found);
    return found;
  }

  /** Sends what is left, for a few seconds at most; never rejects. */
  async close(): Promise<void> {
    await this.target?.close();
  }
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Tracer } from '@opentelemetry/api';
import type { BatchSpanProcessor, ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

const MOST_WAITING = 4096;
const SEND_EVERY_MS = 1000;
const PATIENCE_MS = 3000;

type Told = Parameters<SpanExporter['export']>[1];
type Sdk = Awaited<ReturnType<typeof loadSdk>>;

// Loaded only where there is a collector: it takes a tenth of a second and 17 MB.
async function loadSdk() {
  const [otlp, sdk, resources] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
  ]);
  return { ...otlp, ...sdk, ...resources };
}

/**
 * Sends spans to a collector, in batches, in the background. What cannot be sent is dropped beyond a bounded queue and
 * told once: a collector that is away costs nothing but its traces. The sender's word on sampling is followed.
 */
export class SpanExport {
  private readonly logger = new Logger('traces');
  private readonly instance = randomUUID();
  private readonly exporter: SpanExporter;
  private readonly processor: BatchSpanProcessor;
  private away = false;

  private constructor(
    private readonly sdk: Sdk,
    private readonly endpoint: string,
  ) {
    this.exporter = new sdk.OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: PATIENCE_MS });
    this.processor = new sdk.BatchSpanProcessor({
      exporter: {
        export: (spans, told) => {
          this.send(spans, told);
        },
        shutdown: () => this.exporter.shutdown(),
      },
      maxQueueSize: MOST_WAITING,
      scheduledDelayMillis: SEND_EVERY_MS,
      exportTimeoutMillis: 2 * PATIENCE_MS,
    });
  }

  static async open(endpoint: string): Promise<SpanExport> {
    return new SpanExport(await loadSdk(), endpoint);
  }

  /** One provider a service, so that the services of one process are told apart as those of several are. */
  spansOf(service: string): Tracer {
    const { AlwaysOnSampler, ParentBasedSampler, resourceFromAttributes, TracerProvider } = this.sdk;
    const resource = resourceFromAttributes({
      'service.name': service,
      'service.namespace': 'social-prescribing-hub',
      'service.instance.id': this.instance,
    });
    const sampler = new ParentBasedSampler({ root: new AlwaysOnSampler() });
    return new TracerProvider({ resource, sampler, spanProcessors: [this.processor] }).getTracer('social-prescribing-hub');
  }

  async close(): Promise<void> {
    const late = new AbortController();
    const sent = this.processor.shutdown().catch(() => undefined);
    await Promise.race([sent, sleep(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }

  private send(spans: ReadableSpan[], told: Told): void {
    this.exporter.export(spans, (result) => {
      const away = result.error !== undefined;
      if (away && !this.away) this.logger.warn(`traces are dropped: ${this.endpoint} does not take them`);
      if (!away && this.away) this.logger.log(`traces are taken again`);
      this.away = away;
      told(result);
    });
  }
}

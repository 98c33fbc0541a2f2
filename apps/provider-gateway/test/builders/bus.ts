import { randomUUID } from 'node:crypto';
import { contractOf, TOPICS } from '#libs/contracts';
import { EmbeddedBus, headersOf, Sealer, asSealingKeys } from '#libs/messaging';

export const SEALING_KEYS = JSON.stringify({ keys: [{ kty: 'oct', kid: 'test', k: Buffer.alloc(32, 7).toString('base64url') }] });

export interface PublishedEvent {
  readonly type: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The other services, as provider-gateway meets them: a bus to write to and to read from. */
export class Others {
  readonly published: PublishedEvent[] = [];
  private readonly sequences = new Map<string, number>();
  private readonly sealer = new Sealer(asSealingKeys(SEALING_KEYS));

  private constructor(private readonly bus: EmbeddedBus) {}

  static async on(url: string): Promise<Others> {
    const others = new Others(new EmbeddedBus(url, 100));
    await others.bus.subscribe({ group: 'others', topics: [TOPICS.task, TOPICS.directory], fromBeginning: true }, (records) => {
      for (const { key, headers, value } of records) {
        const [type = ''] = (headers.ce_type ?? '').split('org.social-prescribing-hub.').slice(1);
        others.published.push({
          type,
          subject: key,
          correlationId: headers.ce_correlationid ?? '',
          data: JSON.parse(value.toString()) as Record<string, unknown>,
        });
      }
      return Promise.resolve();
    });
    return others;
  }

  of(type: string): PublishedEvent[] {
    return this.published.filter((event) => event.type === type);
  }

  /** Publishes an event as its own service would; its id. */
  async publish(
    event: object,
    { correlationId = randomUUID(), traceparent }: { correlationId?: string; traceparent?: string } = {},
  ): Promise<string> {
    const contract = contractOf(event);
    const data = event as Record<string, unknown>;
    const id = randomUUID();
    const subject = String(data[contract.subject]);
    const sequence = (this.sequences.get(`${contract.topic} ${subject}`) ?? 0) + 1;
    this.sequences.set(`${contract.topic} ${subject}`, sequence);
    const envelope = { id, subject, time: new Date().toISOString(), correlationId, ...(traceparent === undefined ? {} : { traceparent }) };
    const headers = { ...headersOf(contract, envelope), ce_sequence: String(sequence) };
    const sealed =
      contract.sealed === undefined || data[contract.sealed] === undefined
        ? {}
        : { [contract.sealed]: this.sealer.seal(data[contract.sealed], id) };
    await this.bus.append(contract.topic, [{ key: subject, headers, value: Buffer.from(JSON.stringify({ ...data, ...sealed })) }]);
    return id;
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}

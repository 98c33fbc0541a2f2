import { randomUUID } from 'node:crypto';
import { contractOf, EVENTS, TOPICS, type EventClass } from '#libs/contracts';
import { asSealingKeys, EmbeddedBus, headersOf, Keyring, Sealer, type ReadRecord } from '#libs/messaging';

export const SEALING_KEYS = JSON.stringify({ keys: [{ kty: 'oct', kid: 'test', k: Buffer.alloc(32, 7).toString('base64url') }] });

interface Heard {
  readonly event: EventClass;
  readonly data: Readonly<Record<string, unknown>>;
  /** As it stood on the bus. */
  readonly raw: string;
  readonly correlationId: string;
}

/** The other services, as caseload meets them: they publish on the bus, and hear what caseload says. */
export class Neighbours {
  private readonly heard: Heard[] = [];
  private readonly sequences = new Map<string, number>();
  private readonly sealer: Sealer;

  private constructor(
    private readonly bus: EmbeddedBus,
    private readonly keyring: Keyring,
  ) {
    this.sealer = new Sealer(asSealingKeys(SEALING_KEYS), keyring);
  }

  static async on(url: string, keyringUrl: string): Promise<Neighbours> {
    const neighbours = new Neighbours(new EmbeddedBus(url, 50), new Keyring(keyringUrl, asSealingKeys(SEALING_KEYS)));
    await neighbours.bus.subscribe(
      { group: 'neighbours', topics: [TOPICS.case, TOPICS.schemeFacts], fromBeginning: true },
      async (records) => {
        for (const record of records) await neighbours.hear(record);
      },
    );
    return neighbours;
  }

  /** Publishes an event as its own service would, and answers its id. `sequence` counts on by itself unless told. */
  async publish(event: object, told: { correlationId?: string; sequence?: number } = {}): Promise<string> {
    const contract = contractOf(event);
    const data = event as Record<string, unknown>;
    const [id, subject] = [randomUUID(), String(data[contract.subject])];
    const place = `${contract.topic} ${subject}`;
    const sequence = told.sequence ?? (this.sequences.get(place) ?? 0) + 1;
    this.sequences.set(place, sequence);
    const envelope = { id, subject, time: new Date().toISOString(), correlationId: told.correlationId ?? randomUUID() };
    const headers = { ...headersOf(contract, envelope), ce_sequence: String(sequence) };
    const { sealed } = contract;
    const person = sealed === undefined || data[sealed] === undefined ? {} : { [sealed]: this.sealer.seal(data[sealed], id) };
    await this.bus.append(contract.topic, [{ key: subject, headers, value: Buffer.from(JSON.stringify({ ...data, ...person })) }]);
    return id;
  }

  /** What caseload has said of a referral, in its order: the event's name and its data, sealed data opened. */
  saidOf(referralId: string): { name: string; data: Readonly<Record<string, unknown>>; raw: string; correlationId: string }[] {
    return this.heard
      .filter(({ data }) => data.referralId === referralId)
      .map(({ event, data, raw, correlationId }) => ({ name: event.name, data, raw, correlationId }));
  }

  /** What caseload has told a scheme without a referral, in its order. */
  saidOfScheme(schemeId: string): { name: string; data: Readonly<Record<string, unknown>> }[] {
    return this.heard
      .filter(({ data }) => data.schemeId === schemeId && data.referralId === undefined)
      .map(({ event, data }) => ({ name: event.name, data }));
  }

  /** As the last step of an erasure in referral-intake. */
  async destroyKeyOf(personId: string): Promise<void> {
    await this.keyring.erase(personId);
  }

  async close(): Promise<void> {
    await this.bus.close();
    await this.keyring.close();
  }

  private async hear({ headers, value }: ReadRecord): Promise<void> {
    const event = EVENTS.find((candidate) => contractOf(candidate).type === headers.ce_type);
    if (!event) throw new Error(`Unknown event ${headers.ce_type ?? ''}`);
    const raw = value.toString();
    const data = JSON.parse(raw) as Record<string, unknown>;
    const { sealed } = contractOf(event);
    const shut = sealed === undefined ? undefined : data[sealed];
    const open = async (): Promise<unknown> => this.sealer.open(shut, headers.ce_id ?? '', await this.sealer.keysOf([shut]));
    const person = sealed === undefined || shut === undefined ? {} : { [sealed]: await open() };
    this.heard.push({ event, data: { ...data, ...person }, raw, correlationId: headers.ce_correlationid ?? '' });
  }
}

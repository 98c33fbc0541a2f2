import { DatabaseClient } from '#libs/platform';
import { randomUUID } from 'node:crypto';
import { contractOf } from '#libs/contracts';
import { asSealingKeys, EmbeddedBus, headersOf, Keyring, Sealer, type MessageContext } from '#libs/messaging';

export interface TestBusOptions {
  /** SEALING_KEYS of the service under test: seals what is published, opens what is read. */
  readonly sealingKeys?: string;
  /** `urls.keyring` of `freshDatabase`: also opens what was sealed with the keys of persons. */
  readonly keyringUrl?: string;
  readonly correlationId?: string;
  /** Publish it again under the same id, as a bus may. */
  readonly id?: string;
  /** When its producer wrote it down; now, unless told. */
  readonly time?: string;
}

/** An event as a service published it. */
export interface PublishedEvent {
  readonly message: Omit<MessageContext, 'topic'>;
  /** `case.opened.v1`. */
  readonly name: string;
  readonly data: Record<string, unknown>;
}

/** Puts an event on the embedded bus in its producer's name; answers its id. `busUrl` is `urls.bus` of `freshDatabase`. */
export async function publish(busUrl: string, event: object, options: TestBusOptions = {}): Promise<string> {
  const contract = contractOf(event);
  const { id = randomUUID(), correlationId = randomUUID(), time = new Date().toISOString(), sealingKeys } = options;
  const data: Record<string, unknown> = { ...event };
  const subject = String(data[contract.subject]);
  const { sealed } = contract;
  if (sealed !== undefined && data[sealed] !== undefined) data[sealed] = sealerOf(sealingKeys).seal(data[sealed], id);
  const before = await published(busUrl, contract.topic);
  const sequence = before.filter(({ message }) => message.subject === subject).length + 1;
  const headers = headersOf(contract, { id, subject, correlationId, time });
  const bus = new EmbeddedBus(busUrl, 1000);
  try {
    await bus.append(contract.topic, [
      { key: subject, headers: { ...headers, ce_sequence: String(sequence) }, value: Buffer.from(JSON.stringify(data)) },
    ]);
  } finally {
    await bus.close();
  }
  return id;
}

/** What stands on a topic of the embedded bus, in the order in which it was appended; with `sealingKeys` in clear. */
export async function published(busUrl: string, topic: string, options: TestBusOptions = {}): Promise<PublishedEvent[]> {
  const { sealingKeys, keyringUrl } = options;
  const keys = sealingKeys === undefined ? undefined : asSealingKeys(sealingKeys);
  const keyring = keys && keyringUrl !== undefined ? new Keyring(keyringUrl, keys) : undefined;
  const sealer = keys && new Sealer(keys, keyring);
  const client = new DatabaseClient({ connectionString: busUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ headers: Record<string, string>; value: Buffer }>(
      `SELECT headers, value FROM bus.event_log WHERE topic = $1 ORDER BY appended_at, partition, "offset"`,
      [topic],
    );
    return await Promise.all(rows.map(({ headers, value }) => eventOf(headers, value, sealer)));
  } finally {
    await keyring?.close();
    await client.end();
  }
}

async function eventOf(headers: Record<string, string>, value: Buffer, sealer: Sealer | undefined): Promise<PublishedEvent> {
  const text = (name: string): string => headers[name] ?? '';
  const data = JSON.parse(value.toString('utf8')) as Record<string, unknown>;
  for (const [field, given] of Object.entries(data)) {
    if (sealer && isSealed(given)) data[field] = sealer.open(given, text('ce_id'), await sealer.keysOf([given]));
  }
  const { traceparent } = headers;
  return {
    name: text('ce_type').replace('org.social-prescribing-hub.', ''),
    message: {
      id: text('ce_id'),
      type: text('ce_type'),
      source: text('ce_source'),
      time: text('ce_time'),
      subject: text('ce_subject'),
      sequence: Number(text('ce_sequence')),
      correlationId: text('ce_correlationid'),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    data,
  };
}

// A compact JWE has five parts, the second empty with a direct key.
function isSealed(value: unknown): value is string {
  return typeof value === 'string' && /^eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value);
}

function sealerOf(sealingKeys: string | undefined): Sealer {
  return new Sealer(sealingKeys === undefined ? [] : asSealingKeys(sealingKeys));
}

import { contractOf, EVENTS, type EventClass } from '#libs/contracts';
import type { ReadRecord } from '../bus';
import { contextOfRecord } from '../envelope/envelope';
import { eventOfData } from '../envelope/event-of-data';
import type { FoundKeys, Sealer } from '../sealing/sealer';
import type { Message } from './message';
import { UnreadableMessageError } from './transport.errors';

const KNOWN_TYPES = new Set(EVENTS.map((event) => contractOf(event).type));

const NO_KEYS: FoundKeys = new Map();

/** A record of which the JSON is read and what is sealed is not open yet. */
type Draft = Message & { readonly data?: Record<string, unknown> };

/** Makes events of records: headers, JSON, sealed data, class, validation. What is wrong becomes the message's `fault`. */
export class MessageReader {
  /** Without `sealer` the service is not given personal data: the sealed field is left out. */
  constructor(
    readonly events: ReadonlyMap<string, EventClass>,
    private readonly sealer: Sealer | undefined,
  ) {}

  /** In their order. Rejects when keys cannot be asked for just now: nothing is wrong with the messages. */
  async read(records: readonly ReadRecord[]): Promise<Message[]> {
    const drafts = records.map((record) => this.draft(record));
    const sealed = drafts.flatMap(({ eventClass, data }) => (eventClass && data ? sealedIn(eventClass, data) : []));
    const keys = this.sealer && sealed.length > 0 ? await this.sealer.keysOf(sealed) : NO_KEYS;
    return drafts.map((draft) => this.message(draft, keys));
  }

  async readOne(record: ReadRecord): Promise<Message> {
    const [message] = await this.read([record]);
    return message ?? this.draft(record);
  }

  private draft(record: ReadRecord): Draft {
    const context = contextOfRecord(record.topic, record.headers);
    if (Array.isArray(context)) return this.nameless(record, context);
    const eventClass = this.events.get(context.type);
    const unknownType = eventClass === undefined && !KNOWN_TYPES.has(context.type);
    if (!eventClass) return { record, context, unknownType };
    try {
      return { record, context, eventClass, unknownType, data: jsonOf(record.value) };
    } catch (error) {
      return { record, context, eventClass, unknownType, fault: error as Error };
    }
  }

  private message({ data, ...message }: Draft, keys: FoundKeys): Message {
    if (!message.eventClass || !data) return message;
    try {
      return { ...message, event: this.event(message.eventClass, data, message.context.id, keys) };
    } catch (error) {
      return { ...message, fault: error as Error };
    }
  }

  // Without usable headers the place in the log is the only name that a record has.
  private nameless(record: ReadRecord, problems: readonly string[]): Message {
    const { topic, partition, offset, key: subject, headers } = record;
    const id = headers.ce_id ?? `${topic}/${String(partition)}/${offset}`;
    const context = {
      id,
      type: headers.ce_type ?? '',
      source: '',
      time: '',
      topic,
      subject,
      sequence: 0,
      correlationId: headers.ce_correlationid ?? id,
    };
    const fault = new UnreadableMessageError(problems.map((detail) => ({ pointer: '', code: 'header', detail })));
    return { record, context, unknownType: false, fault };
  }

  private event(eventClass: EventClass, data: Record<string, unknown>, id: string, keys: FoundKeys): object {
    const { sealed } = contractOf(eventClass);
    const clear =
      sealed === undefined || data[sealed] === undefined
        ? data
        : { ...data, [sealed]: this.sealer ? this.sealer.open(data[sealed], id, keys) : undefined };
    const { event, problems } = eventOfData(eventClass, clear);
    if (problems.length > 0) throw new UnreadableMessageError(problems);
    return event;
  }
}

function sealedIn(eventClass: EventClass, data: Record<string, unknown>): unknown[] {
  const { sealed } = contractOf(eventClass);
  return sealed === undefined || data[sealed] === undefined ? [] : [data[sealed]];
}

function jsonOf(value: Buffer): Record<string, unknown> {
  try {
    const data = JSON.parse(value.toString('utf8')) as unknown;
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  } catch {
    // Told below, without the parser's words: they repeat what stands in the message.
  }
  throw new UnreadableMessageError([{ pointer: '', code: 'json', detail: 'the body is not a JSON object' }]);
}

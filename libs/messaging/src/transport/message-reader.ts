import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { contractOf, EVENTS, type EventClass } from '#libs/contracts';
import { problemsOf } from '#libs/platform';
import type { ReadRecord } from '../bus';
import { contextOfRecord } from '../envelope/envelope';
import type { Sealer } from '../sealing/sealer';
import type { Message } from './message';
import { UnreadableMessageError } from './transport.errors';

const KNOWN_TYPES = new Set(EVENTS.map((event) => contractOf(event).type));

/** Makes events of records: headers, JSON, sealed data, class, validation. What is wrong becomes the message's `fault`. */
export class MessageReader {
  /** Without `sealer` the service is not given personal data: the sealed field is left out. */
  constructor(
    readonly events: ReadonlyMap<string, EventClass>,
    private readonly sealer: Sealer | undefined,
  ) {}

  read(record: ReadRecord): Message {
    const context = contextOfRecord(record.topic, record.headers);
    if (Array.isArray(context)) return this.nameless(record, context);
    const eventClass = this.events.get(context.type);
    const unknownType = eventClass === undefined && !KNOWN_TYPES.has(context.type);
    if (!eventClass) return { record, context, unknownType };
    try {
      return { record, context, eventClass, unknownType, event: this.event(eventClass, record, context.id) };
    } catch (error) {
      return { record, context, eventClass, unknownType, fault: error as Error };
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

  private event(eventClass: EventClass, record: ReadRecord, id: string): object {
    let data = jsonOf(record.value);
    const { sealed } = contractOf(eventClass);
    if (sealed !== undefined && data[sealed] !== undefined) {
      data = { ...data, [sealed]: this.sealer ? this.sealer.open(data[sealed], id) : undefined };
    }
    const event = plainToInstance(eventClass, data);
    const errors = validateSync(event, { forbidUnknownValues: false });
    if (errors.length > 0) throw new UnreadableMessageError(problemsOf(errors));
    return event;
  }
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

import { randomUUID } from 'node:crypto';
import type { EventContract } from '#libs/contracts';
import type { MessageContext } from '../message-context';

/** What the outbox knows of an event beside its data; `sequence` is drawn when the row is written. */
export interface Envelope {
  readonly id: string;
  readonly time: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/**
 * A new event's id: UUID version 7 (RFC 9562 §5.7), the instant in milliseconds in front, the rest random. Inboxes then grow at the end
 * of their index; with ids random throughout each event touches, and after a checkpoint logs, a page of its own.
 */
export function newEventId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** CloudEvents 1.0 in Kafka's binary mode: every attribute is a `ce_` header, the body is the data alone. */
export function headersOf(contract: EventContract, envelope: Envelope): Record<string, string> {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: envelope.id,
    ce_type: contract.type,
    ce_source: contract.producer,
    ce_subject: envelope.subject,
    ce_time: envelope.time,
    ce_dataschema: contract.dataschema,
    ce_correlationid: envelope.correlationId,
    ...(envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
  };
}

const REQUIRED = ['ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_sequence', 'ce_correlationid'] as const;

/** Reads a record's headers back; a list of what is wrong when they are not ours. */
export function contextOfRecord(topic: string, headers: Readonly<Record<string, string>>): MessageContext | string[] {
  const missing = REQUIRED.filter((name) => !headers[name]);
  if (missing.length > 0) return missing.map((name) => `the header ${name} is missing`);
  if (headers.ce_specversion !== '1.0') return ['the header ce_specversion is not 1.0'];
  const sequence = Number(headers.ce_sequence);
  if (!Number.isSafeInteger(sequence) || sequence < 1) return ['the header ce_sequence is not a whole number from 1'];
  const text = (name: string) => headers[name] ?? '';
  return {
    id: text('ce_id'),
    type: text('ce_type'),
    source: text('ce_source'),
    time: text('ce_time'),
    subject: text('ce_subject'),
    correlationId: text('ce_correlationid'),
    topic,
    sequence,
    ...(headers.traceparent === undefined ? {} : { traceparent: headers.traceparent }),
  };
}

import type { EventClass } from '#libs/contracts';
import type { WorkContext } from '#libs/platform';
import type { ReadRecord } from '../bus';
import type { MessageContext } from '../message-context';

/** A record of a subscribed topic, as far as it could be read. */
export interface Message {
  readonly record: ReadRecord;
  readonly context: MessageContext;
  /** Undefined: nobody in this service handles the type. */
  readonly eventClass?: EventClass;
  /** The type is not in our catalogue at all. */
  readonly unknownType: boolean;
  /** The event, built and validated; undefined when `fault` says why not. */
  readonly event?: object;
  readonly fault?: Error;
}

/** Order holds, and parking happens, within this. */
export function lineOf({ context }: Pick<Message, 'context'>): string {
  return JSON.stringify([context.topic, context.subject]);
}

/** Under what a message is handled: what it was published under. */
export function workOf({ context: { id, correlationId, traceparent, type } }: Message): WorkContext {
  return { requestId: id, correlationId, operation: type, ...(traceparent === undefined ? {} : { traceparent }) };
}

import {
  MessageDiscarded,
  MessageParked,
  MessageRecovered,
  MessageRedriven,
  MessageResent,
  type EventClass,
  type ServiceName,
} from '#libs/contracts';
import { RequestContext, type Clock } from '#libs/platform';
import type { MessageContext } from '../message-context';
import type { OutboxService } from '../outbox/outbox.service';
import type { Verdict } from './verdict';

/** A message as the tables of parking and outbox name it. */
export interface NamedMessage {
  readonly topic: string;
  readonly subject: string;
  readonly eventId: string;
  readonly type: string;
}

const ACTS = { redrive: MessageRedriven, discard: MessageDiscarded, resend: MessageResent };
export type Act = keyof typeof ACTS;

const LONGEST = 200;
const LONGEST_REASON = 500;

/** Tells on the service's `message` topic what becomes of messages that cannot be handled, in the transaction that it tells of. */
export class ParkingNews {
  constructor(
    private readonly service: string,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async parked(
    { id, topic, subject, type, correlationId, traceparent }: MessageContext,
    attempts: number,
    verdict: Verdict,
  ): Promise<void> {
    const { state, code, toldReason } = verdict;
    const reason = toldReason === undefined ? {} : { reason: short(toldReason, LONGEST_REASON) };
    const told = { ...named({ topic, subject, eventId: id, type }), state, errorCode: short(code), attempts, ...reason };
    await RequestContext.run({ requestId: id, correlationId, ...(traceparent === undefined ? {} : { traceparent }) }, () =>
      this.tell(MessageParked, told),
    );
  }

  recovered({ topic, subject }: { topic: string; subject: string }): Promise<void> {
    return this.tell(MessageRecovered, { topic: short(topic), subject: keyOf(subject, topic) });
  }

  done(act: Act, message: NamedMessage, by: string): Promise<void> {
    return this.tell(ACTS[act], { ...named(message), by: short(by) });
  }

  private tell(event: EventClass, facts: object): Promise<void> {
    const service = this.service as ServiceName;
    const teller = event === MessageResent ? { producer: service } : { consumer: service };
    return this.outbox.add(Object.assign(new event(), teller, facts, { at: this.clock.now().toISOString() }));
  }
}

// What a foreign record says of itself may be anything; the news of it must never be refused.
function named({ topic, subject, eventId, type }: NamedMessage): NamedMessage {
  return { topic: short(topic), subject: keyOf(subject, topic), eventId: short(eventId), type: short(type) };
}

function keyOf(subject: string, topic: string): string {
  return short(subject === '' ? topic : subject);
}

// Cut between the halves of a surrogate pair, a text could not be stored.
function short(text: string, longest = LONGEST): string {
  return text.slice(0, longest).replaceAll(/[\p{Surrogate}]|\0/gu, '');
}

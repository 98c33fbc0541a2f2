import { contractOf, unstorableTextIn, type EventClass, type EventContract } from '#libs/contracts';
import { RequestContext, type Clock, type Transaction } from '#libs/platform';
import { eventOfData } from '../envelope/event-of-data';
import { headersOf, newEventId } from '../envelope/envelope';
import type { Sealer } from '../sealing/sealer';
import type { SealingKey } from '../sealing/sealing-keys';
import { EventTooLargeError, InvalidEventError, TextNotStorableError } from './outbox.errors';

/** Larger events are refused: brokers accept 1 MB, headers included. */
const MOST_BYTES = 900_000;

// The subject's row is locked before the position is drawn: whoever is second in the subject is also later in position.
const ADD = `
  WITH s AS (
    INSERT INTO outbox_subject AS o (topic, subject, sequence) VALUES ($1, $2, 1)
    ON CONFLICT (topic, subject) DO UPDATE SET sequence = o.sequence + 1
    RETURNING sequence)
  INSERT INTO outbox (position, topic, subject, sequence, headers, value)
  SELECT nextval('outbox_position'), $1, $2, s.sequence, $3, $4 FROM s`;

/** Publishes events with the transaction that they tell of: they leave once it has committed, and never if it rolls back. */
export class OutboxService {
  constructor(
    private readonly service: string,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly committed: () => void,
  ) {}

  /** Writes the event beside the change, in the open transaction. Order holds per subject; change the aggregate under its lock first. */
  async add(event: object): Promise<void> {
    const contract = contractOf(event);
    if (contract.producer !== this.service)
      throw new Error(`${this.service} may not publish ${contract.name}: it belongs to ${contract.producer}`);
    const { problems } = eventOfData(event.constructor as EventClass, event);
    if (problems.length > 0) throw new InvalidEventError(contract.name, problems);
    const unstorable = unstorableTextIn(event);
    if (unstorable !== undefined) throw new TextNotStorableError(contract.name, unstorable);
    const { requestId: _, ...context } = RequestContext.current();
    const now = this.clock.now();
    const id = newEventId(now);
    const subject = String((event as Record<string, unknown>)[contract.subject]);
    const headers = headersOf(contract, { id, subject, time: now.toISOString(), ...context });
    const sealed = this.sealed(event, contract, id);
    const value = Buffer.from(JSON.stringify(sealed instanceof Promise ? await sealed : sealed));
    if (value.length > MOST_BYTES) throw new EventTooLargeError(contract.name, value.length);
    this.transaction.afterCommit(this.committed);
    await this.transaction.query(ADD, [contract.topic, subject, JSON.stringify(headers), value]);
  }

  // At once where the key is known: nothing then stands between the statements of the transaction.
  private sealed(event: object, { sealed: field, sealedFor }: EventContract, id: string): object | Promise<object> {
    const data = event as Record<string, unknown>;
    if (field === undefined || data[field] === undefined) return event;
    const personId = sealedFor === undefined ? undefined : (data[sealedFor] as string | undefined);
    const seal = (key: SealingKey): object => ({ ...data, [field]: this.sealer.seal(data[field], id, key) });
    const key = this.sealer.keyFor(personId);
    return key instanceof Promise ? key.then(seal) : seal(key);
  }
}

/** One record as it travels: CloudEvents attributes as headers (Kafka binary mode), JSON body. */
export interface BusRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

/** A record that was read: where it stood. */
export interface ReadRecord extends BusRecord {
  readonly topic: string;
  readonly partition: number;
  /** A whole number as text; it may exceed 2^53. */
  readonly offset: string;
}

export interface Subscription {
  /** Consumer group: the instances of one service share its partitions. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a new group begins; an old one goes on where it stopped. */
  readonly fromBeginning: boolean;
  /** Reading has ended and cannot go on in this process: it must be restarted. */
  readonly onDied?: (error: Error) => void;
}

/**
 * Handles records of one partition, in their order. They count as read when it resolves. If it rejects they are given
 * again, from the first.
 */
export type OnRecords = (records: readonly ReadRecord[]) => Promise<void>;

export interface Lag {
  readonly topic: string;
  readonly partition: number;
  /** Records not yet read by the group. */
  readonly records: number;
  /** How long the oldest of them has been on the bus; 0 when there is none. Over Kafka it may be less, never more: see `kafka-lag.ts`. */
  readonly seconds: number;
}

/** How messages travel between services: Kafka, or a log in PostgreSQL. Both pass the same conformance suite. */
export interface Bus {
  /** In order; when it resolves all records are durable. When it rejects it is not known which are: send again, in order. */
  append(topic: string, records: readonly BusRecord[]): Promise<void>;
  /** In order per partition, at least once. Resolves when reading has begun; `stop` resolves when no handler runs any more. */
  subscribe(subscription: Subscription, onRecords: OnRecords): Promise<{ stop(): Promise<void> }>;
  lag(group: string): Promise<Lag[]>;
  /** Rejects with the reason when the bus cannot be reached. */
  health(): Promise<void>;
  close(): Promise<void>;
}

/** The bus will never accept this record (too large, malformed): sending it again is useless. Others of the same append may have been stored. */
export class RecordRefusedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RecordRefusedError';
  }
}

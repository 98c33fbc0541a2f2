import { KafkaJSProtocolError, Partitioners, type Kafka, type Producer } from 'kafkajs';
import { RecordRefusedError, type BusRecord } from '../bus';

/** Brokers refuse batches over 1 MB by default; the records of one send to one partition are one batch. */
const MOST_BYTES = 950_000;
const FOR_GOOD = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/**
 * One producer with one send outstanding: kafkajs loses acknowledged messages when idempotent sends overlap. After a
 * failure the producer is given up, since its numbering could make the broker take other records for a repetition;
 * what the failed send may have stored is doubled, never lost.
 */
export class SerialProducer {
  private producer: Promise<Producer> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
  ) {}

  send(records: readonly BusRecord[]): Promise<void> {
    const mine = this.turn.then(() => this.sendInParts(records));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    await this.turn;
    await this.giveUp();
  }

  private async sendInParts(records: readonly BusRecord[]): Promise<void> {
    let part: BusRecord[] = [];
    let bytes = 0;
    for (const record of records) {
      const size = sizeOf(record);
      if (part.length > 0 && bytes + size > MOST_BYTES) {
        await this.sendPart(part);
        part = [];
        bytes = 0;
      }
      part.push(record);
      bytes += size;
    }
    if (part.length > 0) await this.sendPart(part);
  }

  private async sendPart(records: readonly BusRecord[]): Promise<void> {
    try {
      const producer = await (this.producer ??= this.connect());
      await producer.send({
        topic: this.topic,
        acks: -1,
        messages: records.map(({ key, headers, value }) => ({ key, value, headers: { ...headers } })),
      });
    } catch (error) {
      void this.giveUp();
      throw refusalIn(error) ?? error;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  private async giveUp(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

function sizeOf({ key, headers, value }: BusRecord): number {
  const ofHeaders = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + text.length + 8, 0);
  return value.length + key.length + ofHeaders + 64;
}

// kafkajs wraps the broker's word once or twice.
function refusalIn(error: unknown): RecordRefusedError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof KafkaJSProtocolError && FOR_GOOD.has(cause.type)) return new RecordRefusedError(`${cause.type}: ${cause.message}`);
  }
  return undefined;
}

/** Kafka's protocol: a request of this kind stores records. */
const PRODUCE = 0;
const LENGTH_BYTES = 4;

/**
 * Whole messages of Kafka's protocol out of a stream of bytes: each begins with its length (int32), then in a request api
 * key, version (int16 each) and correlation id (int32), in an answer the correlation id of its request.
 */
export class KafkaFrames {
  private rest: Buffer = Buffer.alloc(0);

  /** The messages that these bytes complete, each with its length in front. */
  take(bytes: Buffer): Buffer[] {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const frames: Buffer[] = [];
    while (this.rest.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + this.rest.readInt32BE(0);
      if (this.rest.length < end) break;
      frames.push(this.rest.subarray(0, end));
      this.rest = this.rest.subarray(end);
    }
    return frames;
  }
}

/** The correlation id of a request that stores records; undefined of any other. */
export function produceRequest(frame: Buffer): number | undefined {
  return frame.length >= 12 && frame.readInt16BE(4) === PRODUCE ? frame.readInt32BE(8) : undefined;
}

export function answeredRequest(frame: Buffer): number | undefined {
  return frame.length >= 8 ? frame.readInt32BE(4) : undefined;
}

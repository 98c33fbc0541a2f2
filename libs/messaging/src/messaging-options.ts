export interface MessagingOptions {
  /** The service's name: its consumer group and the producer of its events. */
  readonly service: string;
  /** The Symbol of its `consumersOf(…)`. */
  readonly transport: symbol;
  /** It is given personal data; otherwise sealed fields are left out. */
  readonly opensSealed?: boolean;
  /** It reads all topics, also those of which it handles nothing yet. */
  readonly everyTopic?: boolean;
}

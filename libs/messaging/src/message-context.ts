/** What a handler may know of the message it handles, beside the event itself. */
export interface MessageContext {
  /** CloudEvents `id`: the same for every delivery of the same event. */
  readonly id: string;
  readonly type: string;
  /** The producing service. */
  readonly source: string;
  /** When the event was written down by its producer. */
  readonly time: string;
  readonly topic: string;
  /** The topic's key. */
  readonly subject: string;
  /** Counts per subject and topic from 1, without gaps. */
  readonly sequence: number;
  readonly correlationId: string;
  readonly traceparent?: string;
}

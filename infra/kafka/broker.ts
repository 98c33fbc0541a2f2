/** A local single-node Kafka. */
export interface Broker {
  /** For KAFKA_BROKERS. */
  brokers: string;
  /** How another process finds it: a process id or a container's id. */
  handle: { pid: number } | { container: string };
  /** Kills it as a crash would (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, after `kill()` or while it runs. */
  restart(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<void>;
  /** Ends when the broker itself has ended. */
  ended: Promise<void>;
}

import type { SignIn } from './sign-in';

/** Where a local broker stands. */
export interface BrokerPlace {
  /** Folder for its data, settings and log, where it is no container. */
  directory: string;
  /** Port on 127.0.0.1. */
  port: number;
  /** `host:port` that clients are told to use; unset: its own. */
  advertised?: string;
  /** Unset: clients speak plain text and need no login. */
  signIn?: SignIn;
}

/** A local single-node Kafka. */
export interface Broker {
  /** For KAFKA_BROKERS. */
  brokers: string;
  /** For KAFKA_SSL_CA, where clients must sign in. */
  authority?: string;
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

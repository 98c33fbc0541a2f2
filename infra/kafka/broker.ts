import { containerRuntimeAnswers } from '../launcher/containers';
import { freePort } from '../launcher/ports';
import { StopWithSentence } from '../launcher/say';
import { startContainerBroker } from './container-broker';
import { startJavaBroker } from './java-broker';
import { javaProblem } from './java';

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

export interface BrokerOptions {
  /** Folder for its data, settings and log. */
  directory: string;
  /** Port on 127.0.0.1; unset: a free one. */
  port?: number;
}

/** Why no broker can run here, or undefined when one can. */
export async function brokerProblem(): Promise<string | undefined> {
  return (await containerRuntimeAnswers()) ? undefined : javaProblem();
}

/** Starts a broker: as a container where a container runtime answers, else from the broker's jars on Java. */
export async function startBroker({ directory, port }: BrokerOptions): Promise<Broker> {
  const place = { directory, port: port ?? (await freePort()) };
  if (await containerRuntimeAnswers()) return startContainerBroker(place);
  const problem = javaProblem();
  if (problem) throw new StopWithSentence(problem);
  return startJavaBroker(place);
}

import { containerRuntimeAnswers } from '../launcher/containers';
import { freePort } from '../launcher/ports';
import { StopWithSentence } from '../launcher/say';
import type { Broker } from './broker';
import { startContainerBroker } from './container-broker';
import { startJavaBroker } from './java-broker';
import { brokerJars, javaProblem } from './java';
import type { SignIn } from './sign-in';

export interface BrokerOptions {
  /** Folder for its data, settings and log. */
  directory: string;
  /** Port on 127.0.0.1; unset: a free one. */
  port?: number;
  /** `host:port` that clients are told to use, such as a proxy's; unset: the broker's own. */
  advertised?: string;
  /** Clients must speak TLS and sign in with this; such a broker runs on Java always, whose `keytool` makes its certificate. */
  signIn?: SignIn;
}

/** Why no broker can run here, or undefined when one can. */
export async function brokerProblem(): Promise<string | undefined> {
  return (await containerRuntimeAnswers()) ? undefined : javaProblem();
}

/** Fetches what a broker needs that is not here yet, so that no test waits for a download. */
export async function prepareBroker(): Promise<void> {
  if (!(await containerRuntimeAnswers()) && !javaProblem()) await brokerJars();
}

/** Starts a broker: as a container where a container runtime answers, else from the broker's jars on Java. */
export async function startBroker({ port, ...options }: BrokerOptions): Promise<Broker> {
  const place = { ...options, port: port ?? (await freePort()) };
  if (!options.signIn && (await containerRuntimeAnswers())) return startContainerBroker(place);
  const problem = javaProblem();
  if (problem) throw new StopWithSentence(problem);
  return startJavaBroker(place);
}

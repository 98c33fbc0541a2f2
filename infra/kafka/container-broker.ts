import type { Broker, BrokerPlace } from './broker';
import { KAFKA_VERSION, STARTED, brokerProperties } from './properties';

const CLIENT_PORT = 9092;

/** Runs the broker as a container whose port is the same on this machine over restarts. */
export async function startContainerBroker({ port, advertised = `127.0.0.1:${port}` }: BrokerPlace): Promise<Broker> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers');
  const listeners = { client: `0.0.0.0:${CLIENT_PORT}`, controller: '127.0.0.1:9093', advertised };
  const started = await new GenericContainer(`apache/kafka:${KAFKA_VERSION}`)
    .withEnvironment(asEnvironment(brokerProperties(listeners)))
    .withExposedPorts({ container: CLIENT_PORT, host: port })
    .withAutoRemove(false)
    .withWaitStrategy(Wait.forLogMessage(STARTED))
    .start();
  const client = await getContainerRuntimeClient();
  const container = client.container.getById(started.getId());
  return {
    brokers: `127.0.0.1:${port}`,
    handle: { container: started.getId() },
    ended: container.wait().then(() => undefined),
    kill: () => container.kill({ signal: 'SIGKILL' }).then(() => undefined),
    restart: () => started.restart(),
    stop: () => started.stop().then(() => undefined),
  };
}

/** The image takes its settings as `KAFKA_LOG_DIRS` for `log.dirs`. */
function asEnvironment(properties: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]));
}

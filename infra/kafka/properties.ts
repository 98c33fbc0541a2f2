export const KAFKA_VERSION = '4.1.2';

/** The line by which a broker says that it serves clients. */
export const STARTED = /Kafka Server started/;

export interface Listeners {
  /** Address and port to listen on for clients and for the controller, as `127.0.0.1:9092`. */
  client: string;
  controller: string;
  /** Address that clients are told to use. */
  advertised: string;
}

/**
 * Settings of a single node for one machine. The default rebalance delay would cost every new group 3 s, and with the default
 * session time-out a killed broker needs 12 s to come back instead of 3.5 s.
 */
export function brokerProperties({ client, controller, advertised }: Listeners): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${controller}`,
    listeners: `PLAINTEXT://${client},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://${advertised}`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '250',
  };
}

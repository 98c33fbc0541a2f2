import { Logger } from '@nestjs/common';
import { logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import type { MessagingConfig } from '../messaging.config';

/** What of the process's settings concerns Kafka. */
export type KafkaSettings = Pick<
  MessagingConfig,
  | 'brokers'
  | 'saslMechanism'
  | 'saslUsername'
  | 'saslPassword'
  | 'ssl'
  | 'sslAuthority'
  | 'replication'
  | 'createTopics'
  | 'sessionTimeoutMs'
>;

/** kafkajs's settings: addresses, TLS, SASL, and its log lines as ours. */
export function clientConfig(settings: KafkaSettings, clientId: string): KafkaConfig {
  const logger = new Logger('kafka');
  const { saslMechanism: mechanism, saslUsername: username, saslPassword: password = '' } = settings;
  return {
    clientId,
    brokers: [...(settings.brokers ?? [])],
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    ...(settings.ssl ? { ssl: settings.sslAuthority === undefined ? true : { ca: [settings.sslAuthority] } } : {}),
    ...(username === undefined ? {} : { sasl: { mechanism, username, password } as SASLOptions }),
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 8 },
    logLevel: logLevel.ERROR,
    // Reconnecting is told by readiness; its single attempts are no news.
    logCreator:
      () =>
      ({ log }) => {
        logger.verbose(log.message);
      },
  };
}

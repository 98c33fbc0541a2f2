import { readFileSync } from 'node:fs';
import { asBoolean, asInteger, asList, asOneOf, Setting } from '#libs/platform';
import { asSealingKeys, type SealingKey } from './sealing/sealing-keys';

const asMilliseconds = asInteger(1, 7 * 86_400_000);

/** How this process reaches the bus, what it seals with, and how patient it is with messages that fail. */
export class MessagingConfig {
  @Setting({
    env: 'KAFKA_BROKERS',
    optional: true,
    parse: asList,
    describe: 'Kafka brokers, host:port, comma separated; unset: the bus embedded in PostgreSQL',
  })
  readonly brokers?: string[];

  @Setting({
    env: 'KAFKA_SASL_MECHANISM',
    default: 'scram-sha-512',
    parse: asOneOf('scram-sha-512', 'scram-sha-256', 'plain'),
    describe: 'How the process signs in to Kafka when KAFKA_SASL_USERNAME is set',
  })
  readonly saslMechanism!: 'scram-sha-512' | 'scram-sha-256' | 'plain';

  @Setting({ env: 'KAFKA_SASL_USERNAME', optional: true, describe: 'Login at the Kafka brokers; unset: none' })
  readonly saslUsername?: string;

  @Setting({ env: 'KAFKA_SASL_PASSWORD', optional: true, secret: true, describe: 'Password at the Kafka brokers' })
  readonly saslPassword?: string;

  @Setting({ env: 'KAFKA_SSL', default: 'false', parse: asBoolean, describe: 'Speak TLS to the Kafka brokers' })
  readonly ssl!: boolean;

  @Setting({
    env: 'KAFKA_SSL_CA',
    optional: true,
    parse: asFileContent,
    describe: "PEM file with the authority of the brokers' certificates; unset: the system's",
  })
  readonly sslAuthority?: string;

  @Setting({
    env: 'KAFKA_REPLICATION',
    default: '1',
    parse: asInteger(1, 9),
    describe: 'Replicas of each topic that is missing and made at start',
  })
  readonly replication!: number;

  @Setting({
    env: 'KAFKA_CREATE_TOPICS',
    default: 'true',
    parse: asBoolean,
    describe: 'Make topics that are missing at start too; false: only `npm run migrate` makes them, a start says which are missing',
  })
  readonly createTopics!: boolean;

  @Setting({
    env: 'KAFKA_SESSION_TIMEOUT_MS',
    default: '30000',
    parse: asInteger(1000, 300_000),
    describe: 'A consumer not heard of for so long loses its partitions',
  })
  readonly sessionTimeoutMs!: number;

  @Setting({
    env: 'SEALING_KEYS',
    optional: true,
    secret: true,
    parse: asSealingKeys,
    describe: 'JWK set of 256-bit keys for personal data in events: the first seals, all of them open',
  })
  readonly sealingKeys?: readonly SealingKey[];

  @Setting({
    env: 'MESSAGE_BATCH',
    default: '32',
    parse: asInteger(1, 500),
    describe: 'Most messages of a partition that share a transaction',
  })
  readonly batch!: number;

  @Setting({
    env: 'MESSAGE_ATTEMPTS_IN_PLACE',
    default: '3',
    parse: asInteger(1, 20),
    describe: 'Attempts at a failing message before it is parked',
  })
  readonly attemptsInPlace!: number;

  @Setting({
    env: 'MESSAGE_RETRY_FIRST_MS',
    default: '1000',
    parse: asMilliseconds,
    describe: 'First pause before a parked message is tried again; it doubles each time',
  })
  readonly retryFirstMs!: number;

  @Setting({
    env: 'MESSAGE_RETRY_LONGEST_MS',
    default: '300000',
    parse: asMilliseconds,
    describe: 'Longest pause between two attempts at a parked message',
  })
  readonly retryLongestMs!: number;

  @Setting({
    env: 'MESSAGE_RETRY_ATTEMPTS',
    default: '50',
    parse: asInteger(1, 100_000),
    describe: 'Attempts at a parked message before it is dead and an operator decides',
  })
  readonly retryAttempts!: number;

  @Setting({
    env: 'MESSAGE_UNKNOWN_RETRY_FIRST_MS',
    default: '100',
    parse: asMilliseconds,
    describe: 'First pause of a message whose subject is not known yet',
  })
  readonly unknownFirstMs!: number;

  @Setting({
    env: 'MESSAGE_UNKNOWN_RETRY_LONGEST_MS',
    default: '10000',
    parse: asMilliseconds,
    describe: 'Longest pause of a message whose subject is not known yet',
  })
  readonly unknownLongestMs!: number;

  @Setting({
    env: 'MESSAGE_UNKNOWN_MAX_AGE_MS',
    default: '86400000',
    parse: asMilliseconds,
    describe: 'Age at which a message whose subject is still not known is dead',
  })
  readonly unknownMaxAgeMs!: number;

  @Setting({ env: 'OUTBOX_BATCH', default: '500', parse: asInteger(1, 10_000), describe: 'Most events the relay hands to the bus at once' })
  readonly outboxBatch!: number;

  @Setting({
    env: 'OUTBOX_MAX_AGE_MS',
    default: '30000',
    parse: asMilliseconds,
    describe: 'Age of the oldest event not yet on the bus at which readiness fails',
  })
  readonly outboxMaxAgeMs!: number;

  @Setting({
    env: 'BUS_POLL_MS',
    default: '500',
    parse: asInteger(10, 60_000),
    describe: 'How often outbox and embedded bus look for work of which no notice came',
  })
  readonly pollMs!: number;
}

function asFileContent(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error('must name a readable file');
  }
}

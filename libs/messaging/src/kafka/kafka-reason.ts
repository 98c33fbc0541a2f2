import { KafkaJSConnectionError, KafkaJSSASLAuthenticationError } from 'kafkajs';

const LOGIN = 'the Kafka brokers refuse the login: check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM';
const CERTIFICATE = 'the certificate of the Kafka brokers is not trusted: check KAFKA_SSL_CA';

/** Passes on what `work` answers; where the settings are at fault, its error says which. */
export async function withReason<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : new Error(reason, { cause: error });
  }
}

// kafkajs wraps the first error once or twice.
function reasonOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof KafkaJSSASLAuthenticationError) return LOGIN;
    const code = cause instanceof KafkaJSConnectionError && 'code' in cause ? String(cause.code) : '';
    if (/CERT|SIGNATURE|ISSUER/.test(code)) return `${CERTIFICATE} (${code})`;
  }
  return undefined;
}

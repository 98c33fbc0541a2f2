import type { Settings } from '#libs/platform';
import { KafkaBus } from './kafka/kafka-bus';
import { MessagingConfig } from './messaging.config';

/** For `ServiceDefinition.prepare`: the topics of `infra/kafka/topics.yaml`, where there are brokers. The embedded log makes its own. */
export async function prepareBus(settings: Settings): Promise<readonly string[]> {
  const config = settings.get(MessagingConfig);
  if (!config.brokers) return [];
  const bus = new KafkaBus(config, 'social-prescribing-hub migrate');
  try {
    return (await bus.makeTopics()).map((topic) => `topic ${topic}`);
  } finally {
    await bus.close();
  }
}

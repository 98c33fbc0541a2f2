import type { Admin } from 'kafkajs';
import { settingsOfTopic, TOPIC_SETTINGS } from '../topics';

const DAY_MS = 86_400_000;

/** A start may not make topics, and some are missing. */
class TopicsMissingError extends Error {
  constructor(topics: readonly string[]) {
    super(`the broker has no ${topics.join(', ')}: "npm run migrate" makes what is missing`);
    this.name = 'TopicsMissingError';
  }
}

/** Makes topics that are missing, with the partitions and retention of the table; existing ones are left as they are. */
export class TopicMaker {
  private readonly made = new Map<string, Promise<void>>();

  constructor(
    private readonly ask: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>,
    private readonly settings: { readonly replication: number; readonly createTopics: boolean },
  ) {}

  /** The explicit step: makes what the table has and the broker lacks; answers what that was. */
  makeAll(): Promise<string[]> {
    return this.make(Object.keys(TOPIC_SETTINGS), true);
  }

  /** The whole table at first, so that a consumer may come before its producer; then topics outside of it. */
  ensure(topic: string): Promise<void> {
    const known = topic in TOPIC_SETTINGS ? '*' : topic;
    const made = this.made.get(known);
    if (made) return made;
    const making = this.make(known === '*' ? Object.keys(TOPIC_SETTINGS) : [topic], this.settings.createTopics).then(() => undefined);
    this.made.set(known, making);
    making.catch(() => this.made.delete(known));
    return making;
  }

  private make(topics: readonly string[], create: boolean): Promise<string[]> {
    return this.ask((admin) => this.makeBy(admin, topics, create));
  }

  private async makeBy(admin: Admin, topics: readonly string[], create: boolean): Promise<string[]> {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic));
    const known = topics.filter((topic) => existing.has(topic) && topic in TOPIC_SETTINGS);
    await refuseOtherPartitions(admin, known);
    if (missing.length === 0) return [];
    if (!create) throw new TopicsMissingError(missing);
    const { replication } = this.settings;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => {
        const { partitions, retentionDays } = settingsOfTopic(topic);
        return {
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: [
            { name: 'cleanup.policy', value: 'delete' },
            { name: 'retention.ms', value: String(retentionDays === undefined ? -1 : retentionDays * DAY_MS) },
            { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
          ],
        };
      }),
    });
    return missing;
  }
}

/** Keys would land on other partitions than the table's, and order per referral with them: that is for people to decide. */
async function refuseOtherPartitions(admin: Admin, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  const found = await admin.fetchTopicMetadata({ topics: [...topics] });
  for (const { name, partitions } of found.topics) {
    const wanted = settingsOfTopic(name).partitions;
    if (partitions.length === wanted) continue;
    throw new Error(
      `${name} has ${String(partitions.length)} partitions, infra/kafka/topics.yaml says ${String(wanted)}: make the topic anew`,
    );
  }
}

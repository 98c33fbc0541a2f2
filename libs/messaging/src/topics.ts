import { TOPICS, type Topic } from '#libs/contracts';

export interface TopicSettings {
  /** Fixed for the life of the topic: the operators' guide says how to change it. */
  readonly partitions: number;
  /** Undefined: kept for ever. Topics that carry sealed personal data are bounded. */
  readonly retentionDays?: number;
}

const BOUNDED: TopicSettings = { partitions: 6, retentionDays: 30 };
const FOR_EVER: TopicSettings = { partitions: 3 };

/** Partitions and retention of every topic, for both buses. None is compacted: a late double could become a key's last record. */
export const TOPIC_SETTINGS: Readonly<Record<Topic, TopicSettings>> = {
  [TOPICS.scheme]: FOR_EVER,
  [TOPICS.directory]: FOR_EVER,
  [TOPICS.referral]: BOUNDED,
  [TOPICS.case]: BOUNDED,
  [TOPICS.task]: BOUNDED,
  [TOPICS.measurement]: BOUNDED,
};

/** A topic outside of the table (a test's) gets the usual settings. */
export function settingsOfTopic(topic: string): TopicSettings {
  return (TOPIC_SETTINGS as Readonly<Record<string, TopicSettings | undefined>>)[topic] ?? BOUNDED;
}

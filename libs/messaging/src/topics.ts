export interface TopicSettings {
  /** Fixed for the life of the topic: the operators' guide says how to change it. */
  readonly partitions: number;
  /** Undefined: kept for ever. Topics that carry sealed personal data are bounded. */
  readonly retentionDays?: number;
}

const BOUNDED: TopicSettings = { partitions: 6, retentionDays: 14 };
const FOR_EVER: TopicSettings = { partitions: 6 };

/**
 * Partitions and retention of every topic, for both buses; `infra/kafka/topics.yaml` says the same to people who run a
 * broker, and a spec keeps the two alike. None is compacted: a late double could become a key's last record.
 */
export const TOPIC_SETTINGS: Readonly<Record<string, TopicSettings>> = {
  'referral-intake.scheme.v1': FOR_EVER,
  'referral-intake.person.v1': BOUNDED,
  'referral-intake.referral.v1': BOUNDED,
  'caseload.case.v1': BOUNDED,
  'caseload.scheme.v1': BOUNDED,
  'provider-gateway.directory.v1': FOR_EVER,
  'provider-gateway.task.v1': BOUNDED,
  'outcomes.measurement.v1': BOUNDED,
  'pipeline-monitor.alert.v1': BOUNDED,
  'identity.message.v1': BOUNDED,
  'referral-intake.message.v1': BOUNDED,
  'caseload.message.v1': BOUNDED,
  'provider-gateway.message.v1': BOUNDED,
  'outcomes.message.v1': BOUNDED,
  'pipeline-monitor.message.v1': BOUNDED,
};

/** A topic outside of the table (a test's) gets the usual settings. */
export function settingsOfTopic(topic: string): TopicSettings {
  return TOPIC_SETTINGS[topic] ?? BOUNDED;
}

import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { DAY_MS } from '../inbox/inbox-horizon';
import { INBOX_DAYS } from '../inbox/inbox-retention';
import { settingsOfTopic } from '../topics';

/** Refuses to read topics that keep records longer than inboxes remember events: an offset reset could then handle one twice. */
export async function refuseLongRetention(admin: Admin, topics: readonly string[]): Promise<void> {
  const bounded = topics.filter((topic) => settingsOfTopic(topic).retentionDays !== undefined);
  if (bounded.length === 0) return;
  const resources = bounded.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms'] }));
  const { resources: found } = await admin.describeConfigs({ resources, includeSynonyms: false });
  for (const { resourceName: topic, configEntries } of found) {
    const retention = Number(configEntries[0]?.configValue);
    if (retention >= 0 && retention <= INBOX_DAYS * DAY_MS) continue;
    const kept = retention < 0 ? 'for ever' : `for ${String(Math.round(retention / DAY_MS))} days`;
    const most = String(INBOX_DAYS * DAY_MS);
    throw new Error(
      `${topic} keeps records ${kept}, inboxes remember events for ${String(INBOX_DAYS)} days: set its retention.ms to ${most} at most`,
    );
  }
}

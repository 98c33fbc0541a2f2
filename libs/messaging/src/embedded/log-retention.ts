import type { Pool } from 'pg';
import { BackgroundLoop } from '#libs/platform';
import { settingsOfTopic } from '../topics';

const HOUR_MS = 3_600_000;

/**
 * Cuts the front of the log off where the topic's retention has passed. What a group has not read yet stays: a hub that
 * was switched off for a month goes on where it was.
 */
export function logRetention(pool: Pool): BackgroundLoop {
  return new BackgroundLoop('bus retention', HOUR_MS, async () => {
    const { rows } = await pool.query<{ topic: string }>(`SELECT DISTINCT topic FROM partition_head`);
    for (const { topic } of rows) {
      const { retentionDays } = settingsOfTopic(topic);
      if (retentionDays !== undefined) await cut(pool, topic, retentionDays);
    }
    return false;
  });
}

export async function cut(pool: Pool, topic: string, retentionDays: number): Promise<void> {
  await pool.query(
    `DELETE FROM event_log l USING partition_head h
     WHERE l.topic = $1 AND h.topic = l.topic AND h.partition = l.partition AND l.appended_at < now() - $2 * interval '1 day'
       AND l."offset" < coalesce((SELECT min(g.next_offset) FROM group_partition g WHERE g.topic = l.topic AND g.partition = l.partition), h.next_offset)`,
    [topic, retentionDays],
  );
}

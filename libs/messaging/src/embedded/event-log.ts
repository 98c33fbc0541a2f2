import type { Pool } from 'pg';
import type { BusRecord, ReadRecord } from '../bus';
import { settingsOfTopic } from '../topics';
import { partitionOf } from './partitioner';

// Heads are locked in partition order, so appenders cannot deadlock; they stay locked until the rows are visible, so a
// reader that sees an offset has every earlier one.
const APPEND = `
  WITH given AS (
    SELECT * FROM unnest($2::int[], $3::text[], $4::jsonb[], $5::bytea[]) WITH ORDINALITY AS g (partition, key, headers, value, place)),
  head AS MATERIALIZED (
    SELECT partition, next_offset FROM partition_head
    WHERE topic = $1 AND partition IN (SELECT DISTINCT partition FROM given) ORDER BY partition FOR UPDATE),
  moved AS (
    UPDATE partition_head p SET next_offset = p.next_offset + c.count
    FROM (SELECT partition, count(*) FROM given JOIN head USING (partition) GROUP BY partition) c
    WHERE p.topic = $1 AND p.partition = c.partition)
  INSERT INTO event_log (topic, partition, "offset", key, headers, value)
  SELECT $1, g.partition, h.next_offset + row_number() OVER (PARTITION BY g.partition ORDER BY g.place) - 1, g.key, g.headers, g.value
  FROM given g JOIN head h USING (partition)`;

const READ = `
  SELECT "offset", key, headers, value FROM event_log
  WHERE topic = $1 AND partition = $2 AND "offset" >= $3 ORDER BY "offset" LIMIT $4`;

interface Stored {
  offset: string;
  key: string;
  headers: Record<string, string>;
  value: Buffer;
}

/** The log itself: appended to by relays, read by groups. */
export class EventLog {
  private readonly partitions = new Map<string, Promise<number>>();

  /** `durable` commits synchronously; `reading` may lose its last commits in a crash. */
  constructor(
    private readonly durable: Pool,
    private readonly reading: Pool,
  ) {}

  /** Returns the partitions that were appended to. */
  async append(topic: string, records: readonly BusRecord[]): Promise<Set<number>> {
    const partitions = await this.partitionsOf(topic);
    const places = records.map(({ key }) => partitionOf(key, partitions));
    const { rowCount } = await this.durable.query({
      name: 'append',
      text: APPEND,
      values: [
        topic,
        places,
        records.map(({ key }) => key),
        records.map(({ headers }) => JSON.stringify(headers)),
        records.map(({ value }) => value),
      ],
    });
    if (rowCount !== records.length) throw new Error(`${topic} has lost a partition head`);
    return new Set(places);
  }

  async read(topic: string, partition: number, from: bigint, limit: number): Promise<ReadRecord[]> {
    const { rows } = await this.reading.query<Stored>({ name: 'read', text: READ, values: [topic, partition, String(from), limit] });
    return rows.map((row) => ({ ...row, topic, partition }));
  }

  /** Makes the topic on first sight; the number of its partitions never changes afterwards. */
  partitionsOf(topic: string): Promise<number> {
    const known = this.partitions.get(topic);
    if (known) return known;
    const asked = this.makeTopic(topic);
    this.partitions.set(topic, asked);
    asked.catch(() => this.partitions.delete(topic));
    return asked;
  }

  private async makeTopic(topic: string): Promise<number> {
    const count = `SELECT count(*)::int AS partitions FROM partition_head WHERE topic = $1`;
    const found = await this.reading.query<{ partitions: number }>(count, [topic]);
    const partitions = found.rows[0]?.partitions ?? 0;
    if (partitions > 0) return partitions;
    await this.durable.query(
      `INSERT INTO partition_head (topic, partition) SELECT $1, n FROM generate_series(0, $2::int - 1) n ON CONFLICT DO NOTHING`,
      [topic, settingsOfTopic(topic).partitions],
    );
    const made = await this.reading.query<{ partitions: number }>(count, [topic]);
    return made.rows[0]?.partitions ?? 0;
  }
}

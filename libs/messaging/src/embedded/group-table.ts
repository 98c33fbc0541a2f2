import type { Pool } from 'pg';
import type { Lag, Subscription } from '../bus';

export interface PartitionRef {
  readonly topic: string;
  readonly partition: number;
}

export interface OwnedPartition extends PartitionRef {
  readonly nextOffset: bigint;
}

const LEASE = `interval '5 seconds'`;

// One statement per beat: says "I live", forgets the dead, and extends the leases of what is mine.
const BEAT = `
  WITH gone AS (DELETE FROM group_member WHERE "group" = $1 AND lease_until < now() AND member <> $2),
  kept AS (UPDATE group_partition SET lease_until = now() + ${LEASE} WHERE "group" = $1 AND member = $2)
  INSERT INTO group_member ("group", member, topics, lease_until) VALUES ($1, $2, $3, now() + ${LEASE})
  ON CONFLICT ("group", member) DO UPDATE SET lease_until = excluded.lease_until, topics = excluded.topics`;

// Partitions are dealt out in turn over the living members that read the topic; what is still another's stays with it
// until it lets go or its lease ends.
const SHARE = `
  WITH place AS (
    SELECT p.topic, p.partition, row_number() OVER (PARTITION BY p.topic ORDER BY p.partition) - 1 AS n
    FROM group_partition p WHERE p."group" = $1 AND p.topic = ANY($3)),
  member AS (
    SELECT t.topic, m.member, row_number() OVER (PARTITION BY t.topic ORDER BY m.member) - 1 AS n, count(*) OVER (PARTITION BY t.topic) AS members
    FROM group_member m CROSS JOIN LATERAL unnest(m.topics) AS t (topic) WHERE m."group" = $1 AND m.lease_until >= now())
  SELECT place.topic, place.partition FROM place
  JOIN member ON member.topic = place.topic AND place.n % member.members = member.n WHERE member.member = $2`;

const CLAIM = `
  UPDATE group_partition p SET member = $2, lease_until = now() + ${LEASE}
  FROM unnest($3::text[], $4::int[]) AS w (topic, partition)
  WHERE p."group" = $1 AND p.topic = w.topic AND p.partition = w.partition
    AND (p.member IS NULL OR p.member = $2 OR p.lease_until < now())
  RETURNING p.topic, p.partition, p.next_offset`;

const COMMIT = `
  UPDATE group_partition p SET next_offset = w.next_offset
  FROM unnest($3::text[], $4::int[], $5::bigint[]) AS w (topic, partition, next_offset)
  WHERE p."group" = $1 AND p.topic = w.topic AND p.partition = w.partition AND p.member = $2 AND p.next_offset < w.next_offset`;

/** What one member of a group writes and reads of the group: who lives, who owns which partition, how far it has read. */
export class GroupTable {
  constructor(
    private readonly pool: Pool,
    private readonly subscription: Subscription,
    readonly member: string,
  ) {}

  /** Makes the group's places where they are missing. */
  async join(): Promise<void> {
    const { group, topics, fromBeginning } = this.subscription;
    await this.pool.query(
      `INSERT INTO group_partition ("group", topic, partition, next_offset)
       SELECT $1, topic, partition, CASE WHEN $3 THEN 0 ELSE next_offset END FROM partition_head WHERE topic = ANY($2)
       ON CONFLICT DO NOTHING`,
      [group, [...topics], fromBeginning],
    );
  }

  async beat(): Promise<void> {
    const { group, topics } = this.subscription;
    await this.pool.query({ name: 'beat', text: BEAT, values: [group, this.member, [...topics]] });
  }

  /** The partitions that this member ought to own. */
  async share(): Promise<PartitionRef[]> {
    const { group, topics } = this.subscription;
    const { rows } = await this.pool.query<PartitionRef>({ name: 'share', text: SHARE, values: [group, this.member, [...topics]] });
    return rows;
  }

  /** Those of `wanted` that are free or were mine already. */
  async claim(wanted: readonly PartitionRef[]): Promise<OwnedPartition[]> {
    const { rows } = await this.pool.query<PartitionRef & { next_offset: string }>(CLAIM, [
      this.subscription.group,
      this.member,
      wanted.map(({ topic }) => topic),
      wanted.map(({ partition }) => partition),
    ]);
    return rows.map(({ topic, partition, next_offset: offset }) => ({ topic, partition, nextOffset: BigInt(offset) }));
  }

  /** Writes down how far was read; a partition that has gone to another member is left alone. */
  async commit(read: readonly OwnedPartition[]): Promise<void> {
    const values = [
      read.map(({ topic }) => topic),
      read.map(({ partition }) => partition),
      read.map(({ nextOffset }) => String(nextOffset)),
    ];
    await this.pool.query({ name: 'commit', text: COMMIT, values: [this.subscription.group, this.member, ...values] });
  }

  async release({ topic, partition }: PartitionRef): Promise<void> {
    await this.pool.query(
      `UPDATE group_partition SET member = NULL, lease_until = NULL WHERE "group" = $1 AND member = $2 AND topic = $3 AND partition = $4`,
      [this.subscription.group, this.member, topic, partition],
    );
  }

  /** The partitions of this member in which there is something that it has not read. */
  async behind(): Promise<PartitionRef[]> {
    const { rows } = await this.pool.query<PartitionRef>({
      name: 'behind',
      text: `SELECT topic, partition FROM group_partition JOIN partition_head h USING (topic, partition)
             WHERE "group" = $1 AND member = $2 AND h.next_offset > group_partition.next_offset`,
      values: [this.subscription.group, this.member],
    });
    return rows;
  }

  async leave(): Promise<void> {
    await this.pool.query(`UPDATE group_partition SET member = NULL, lease_until = NULL WHERE "group" = $1 AND member = $2`, [
      this.subscription.group,
      this.member,
    ]);
    await this.pool.query(`DELETE FROM group_member WHERE "group" = $1 AND member = $2`, [this.subscription.group, this.member]);
  }
}

/** The oldest unread record is found by the log's key: one look at an index for each partition that is behind. */
export async function lagOf(pool: Pool, group: string): Promise<Lag[]> {
  const { rows } = await pool.query<PartitionRef & { records: string; seconds: number }>(
    `SELECT topic, partition, h.next_offset - p.next_offset AS records, greatest(0, coalesce(oldest.seconds, 0)) AS seconds
     FROM group_partition p JOIN partition_head h USING (topic, partition)
     LEFT JOIN LATERAL (
       SELECT extract(epoch FROM clock_timestamp() - e.appended_at)::float8 AS seconds FROM event_log e
       WHERE h.next_offset > p.next_offset AND e.topic = p.topic AND e.partition = p.partition AND e."offset" >= p.next_offset
       ORDER BY e."offset" LIMIT 1) oldest ON true
     WHERE p."group" = $1 ORDER BY topic, partition`,
    [group],
  );
  return rows.map((row) => ({ ...row, records: Number(row.records) }));
}

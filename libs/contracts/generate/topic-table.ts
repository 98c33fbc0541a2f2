import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { TopicTable } from './asyncapi';

/** Partitions and retention of `infra/kafka/topics.yaml`, which a spec of messaging keeps equal to the code. */
export function topicTable(): TopicTable {
  const { topics } = parse(readFileSync('infra/kafka/topics.yaml', 'utf8')) as {
    topics: { name: string; partitions: number; retentionDays: number | null }[];
  };
  return Object.fromEntries(
    topics.map(({ name, partitions, retentionDays }) => [name, { partitions, ...(retentionDays === null ? {} : { retentionDays }) }]),
  );
}

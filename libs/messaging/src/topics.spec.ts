import { readFileSync } from 'node:fs';
import { ALL_TOPICS } from '#libs/contracts';
import { TOPIC_SETTINGS } from './topics';

describe('The table of topics', () => {
  it('says the same as infra/kafka/topics.yaml', () => {
    const yaml = readFileSync('infra/kafka/topics.yaml', 'utf8');
    const rows = [...yaml.matchAll(/name: ([\w.-]+), partitions: (\d+), retentionDays: (\w+)/g)];
    const told = rows.map(([, name, partitions, days]) => [
      name,
      { partitions: Number(partitions), ...(days === 'null' ? {} : { retentionDays: Number(days) }) },
    ]);
    expect(Object.fromEntries(told)).toEqual(TOPIC_SETTINGS);
  });

  it('has every topic that events stand on', () => {
    expect(Object.keys(TOPIC_SETTINGS)).toEqual(expect.arrayContaining([...ALL_TOPICS]));
  });
});

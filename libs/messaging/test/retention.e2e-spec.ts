import { databasePool } from '#libs/platform';
import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import { cut } from '../src/embedded/log-retention';
import { INBOX_DAYS, inboxRetention } from '../src/inbox/inbox-retention';
import { bareTables } from './builders/bare-tables';
import { embeddedWorld, newTopic, Received, recordsOf } from './builders/bus-world';

describe('Retention', () => {
  it('cuts the log off behind what every group has read, and offsets go on from where they were', async () => {
    const world = await embeddedWorld();
    const pool = databasePool({ connectionString: world.url, options: '-c search_path=bus' });
    try {
      const [bus, topic, received] = [world.open(), newTopic(), new Received()];
      const read = { group: 'readers', topics: [topic], fromBeginning: true };
      const offsets = async (): Promise<string[]> =>
        (await pool.query<{ offset: string }>(`SELECT "offset" FROM event_log WHERE topic = $1 ORDER BY "offset"`, [topic])).rows.map(
          ({ offset }) => offset,
        );
      const age = (days: number) =>
        pool.query(`UPDATE event_log SET appended_at = now() - $1 * interval '1 day' WHERE topic = $2`, [days, topic]);
      const first = await bus.subscribe(read, received.take);
      await bus.append(topic, recordsOf(['a'], 3));
      await eventually(async () => expect((await bus.lag('readers')).every(({ records }) => records === 0)).toBe(true));
      await first.stop();
      await bus.append(topic, recordsOf(['a'], 2, 3));
      await age(10);
      await cut(pool, topic, 14);
      expect(await offsets()).toHaveLength(5);
      await age(15);
      await cut(pool, topic, 14);
      expect(await offsets()).toEqual(['3', '4']);
      await bus.append(topic, recordsOf(['a'], 1, 5));
      const second = await bus.subscribe(read, received.take);
      await eventually(() => expect(received.firsts().get('a')).toEqual([1, 2, 3, 4, 5, 6]));
      await second.stop();
    } finally {
      await pool.end();
      await world.close();
    }
  });

  it('forgets events in the inbox only when they cannot come again', async () => {
    const tables = await bareTables();
    const loop = inboxRetention(tables.transaction, 'caseload');
    try {
      const [old, young] = [randomUUID(), randomUUID()];
      await tables.transaction.run(async () => {
        await tables.inbox.enter([old, young].map((id) => ({ id, outcome: 'handled' as const })));
        const age = (id: string, days: number) =>
          tables.transaction.query(`UPDATE inbox SET received_at = now() - $1 * interval '1 day' WHERE event_id = $2`, [days, id]);
        await age(old, INBOX_DAYS + 1);
        await age(young, INBOX_DAYS - 1);
      });
      loop.start();
      await eventually(async () => expect(await tables.transaction.read(`SELECT event_id FROM inbox`)).toEqual([{ event_id: young }]));
    } finally {
      await loop.stop();
      await tables.close();
    }
  });
});

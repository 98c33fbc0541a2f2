import { DatabaseClient } from '#libs/platform';
import { randomUUID } from 'node:crypto';
import { EFFECT, SUBJECTS } from './messaging-services';

const INBOX = `INSERT INTO inbox (consumer, event_id, outcome) VALUES ('limit', $1, 'handled') ON CONFLICT DO NOTHING`;
const WARM_UP = 0.3;

/** What handling an event costs at the least: BEGIN, inbox row, one update, COMMIT, awaited one by one, prepared; events a second. */
export async function handlingLimit(url: string, partitions: number, seconds: number): Promise<number> {
  const clients = Array.from({ length: partitions }, () => new DatabaseClient({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  let count = 0;
  const begin = performance.now() + WARM_UP * 1000;
  const end = begin + seconds * 1000;
  await Promise.all(
    clients.map(async (client, partition) => {
      const own = SUBJECTS.filter((_, index) => index % partitions === partition);
      for (let index = 0; performance.now() < end; index += 1) {
        await client.query('BEGIN');
        await client.query({ name: 'inbox', text: INBOX, values: [randomUUID()] });
        await client.query({ name: 'effect', text: EFFECT, values: [own[index % own.length]] });
        await client.query('COMMIT');
        if (performance.now() >= begin) count += 1;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return count / seconds;
}
